import { fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, mkdtempSync } from 'node:fs'
import { build } from 'esbuild'
const common={bundle:true,platform:'node',format:'esm',target:'node20',packages:'external',alias:{'@':'./src'}}
await build({entryPoints:['bench/serving-server.ts'],outfile:'dist/zz-server.mjs',...common})
await build({stdin:{contents:`export { openArtefactStore } from '@/artefacts'`,resolveDir:'.'},outfile:'dist/zz-store.mjs',...common})
const { openArtefactStore } = await import('./dist/zz-store.mjs')
const dir=mkdtempSync('/tmp/zz-'); const store=await openArtefactStore({directory:dir,uploads:dir,now:()=>new Date()})
const mk=(n)=>{let t='';let s=42;while(t.length*3<n){s=(s*1103515245+12345)%2147483648;t+=String.fromCharCode(0x4e00+s%300)}return new TextEncoder().encode(t)}
const docs=[['/f',250000],['/g',20000],['/p',12000]]
for (const [p,n] of docs) await store.publish({path:p,mediaType:'text/html; charset=utf-8',body:mk(n),lastModified:'2024-07-01T00:00:00Z'})
await store.compressPending()
const start=async(...a)=>{const c=fork('dist/zz-server.mjs',a,{env:{...process.env,NODE_ENV:'production'}});const [port]=await once(c,'message');return {c,port}}
const ours=await start('ours',dir), bare=await start('bare')
const cpu=(p)=>{const f=readFileSync(`/proc/${p}/stat`,'utf8').split(') ')[1].split(' ');return (Number(f[11])+Number(f[12]))*10}
for (const [p] of docs) for (const kind of ['plain','gzip','304']) {
  let h={}; if(kind==='gzip')h={'accept-encoding':'gzip'}
  if(kind==='304'){const r=await fetch(`http://127.0.0.1:${ours.port}${p}`,{headers:{'accept-encoding':'identity',connection:'close'}});await r.arrayBuffer();h={'if-none-match':r.headers.get('etag')}}
  const { request } = await import('node:http')
  const s=request({host:'127.0.0.1',port:ours.port,path:p,headers:{...h,connection:'close'},agent:false}); s.end(); const [r]=await once(s,'response'); const ch=[]; for await(const c of r) ch.push(c)
  const own=new Set(['Date','Connection','Keep-Alive']); const kept=[]; for(let i=0;i<r.rawHeaders.length;i+=2) if(!own.has(r.rawHeaders[i])) kept.push(r.rawHeaders[i],r.rawHeaders[i+1])
  bare.c.send({path:p,status:r.statusCode,headers:kept,body:Buffer.concat(ch).toString('base64')}); await once(bare.c,'message')
  const res={ours:[],bare:[]}
  for (let k=0;k<4;k++) for (const [n,s] of [['ours',ours],['bare',bare]]) {
    const a=cpu(s.c.pid); const N=p==='/f'?1500:10000
    spawnSync(process.execPath,['node_modules/autocannon/autocannon.js','--json','--no-progress','-c','16','-a',String(N),...Object.entries(h).flatMap(([x,y])=>['-H',`${x}=${y}`]),`http://127.0.0.1:${s.port}${p}`])
    if(k>0) res[n].push((cpu(s.c.pid)-a)/N*1000)
  }
  const m=(v)=>v.sort((x,y)=>x-y)[1]
  console.log(p,kind,'us/request ours',m(res.ours).toFixed(0),'bare',m(res.bare).toFixed(0),'ratio',(m(res.bare)/m(res.ours)).toFixed(2))
}
ours.c.kill();bare.c.kill()
