/** The packages' files, judged by other programs than ours: schemas by libxml2, archives by unzip and Python. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { XMLParser } from 'fast-xml-parser'
import { unzipSync } from 'fflate'
import { fromHtml } from 'hast-util-from-html'
import { visit } from 'unist-util-visit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'

import type { Item, Shipment } from '@/core'
import { packages } from '@/plugins/alliance/packages/channel'

import { shipmentOf, site } from '../../helpers/items'
import { memoryPorts, type MemoryPorts } from '../../helpers/ports'
import { courseOf, lessonOf } from './lessons'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'packages-'))
})
afterEach(() => {
  rmSync(directory, { recursive: true })
})

const PICTURE = Buffer.from('iVBORw0KGgo=', 'base64')

function portsWith(files: Readonly<Record<string, Uint8Array>> = {}): MemoryPorts {
  return {
    ...memoryPorts(),
    uploads: {
      read: (url) => {
        const found = files[url]
        return found ? Promise.resolve(found) : Promise.reject(new Error(`no ${url}`))
      },
    },
  }
}

async function deliver(
  shipments: readonly Shipment[],
  ports: MemoryPorts = portsWith(),
  settings: unknown = {},
): Promise<MemoryPorts> {
  const context = { ...ports, site, settings: packages.settings(settings) }
  for (const outcome of await packages.deliver(shipments, context))
    if (!outcome.ok) throw outcome.error
  return ports
}

const publish = (items: readonly Item[], ports?: MemoryPorts, settings?: unknown) =>
  deliver(
    items.map((item) => shipmentOf(item)),
    ports,
    settings,
  )

function filesOf({ artefacts }: MemoryPorts, path: string): Record<string, string> {
  const archive = artefacts.files.get(path)
  if (!archive) throw new Error(`Nothing at ${path}`)
  return Object.fromEntries(
    Object.entries(unzipSync(archive.body)).map(([name, body]) => [
      name,
      Buffer.from(body).toString(),
    ]),
  )
}

const FORMATS = ['html.zip', 'scorm12.zip', 'cmi5.zip', 'common-cartridge.imscc'] as const

/**
 * As published, but for what libxml2 refuses: a default namespace nobody may declare, and wildcards that let in the schema's
 * own elements, which makes its models ambiguous. Ours use no wildcard.
 */
const schema = (name: string): { fileName: string; contents: string } => ({
  fileName: name,
  contents: readFileSync(`tests/fixtures/scorm12/${name}`, 'utf8')
    .replace('<xsd:schema xmlns="http://www.w3.org/XML/1998/namespace"', '<xsd:schema')
    .replaceAll('namespace="##any"', 'namespace="##other"'),
})

/** One schema that brings all three namespaces together, since a manifest mixes them. */
const ALL = `<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema">
<xsd:import namespace="http://www.imsproject.org/xsd/imscp_rootv1p1p2" schemaLocation="imscp_rootv1p1p2.xsd"/>
<xsd:import namespace="http://www.adlnet.org/xsd/adlcp_rootv1p2" schemaLocation="adlcp_rootv1p2.xsd"/>
<xsd:import namespace="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1" schemaLocation="imsmd_rootv1p2p1.xsd"/>
</xsd:schema>`

const schemaErrors = async (xml: string): Promise<readonly string[]> => {
  const { errors } = await validateXML({
    xml: [{ fileName: 'imsmanifest.xml', contents: xml }],
    schema: [{ fileName: 'all.xsd', contents: ALL }],
    preload: [
      'imscp_rootv1p1p2.xsd',
      'adlcp_rootv1p2.xsd',
      'imsmd_rootv1p2p1.xsd',
      'ims_xml.xsd',
    ].map(schema),
  })
  return errors.map(({ message }) => message)
}

const parsed = (xml: string): Record<string, unknown> =>
  new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    isArray: (name) => ['au', 'resource', 'file', 'item', 'dependency'].includes(name),
  }).parse(xml) as Record<string, unknown>

const at = (value: unknown, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>(
    (found, name) => (found as Record<string | number, unknown> | undefined)?.[name],
    value,
  )

describe('every package', () => {
  it.each(FORMATS)('is opened by unzip and by Python: %s', async (format) => {
    const ports = await publish([lessonOf('a'), lessonOf('b'), courseOf('c', ['a', 'b'])])
    for (const path of [`/packages/lessons/a/${format}`, `/packages/courses/c/${format}`]) {
      const file = join(directory, 'package.zip')
      writeFileSync(file, ports.artefacts.files.get(path)?.body ?? '')
      expect(execFileSync('unzip', ['-t', file], { encoding: 'utf8' })).toContain('No errors')
      const script =
        'import sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);print(z.testzip());print(*z.namelist())'
      const [damaged, names] = execFileSync('python3', ['-c', script, file], {
        encoding: 'utf8',
      }).split('\n')
      expect(damaged).toBe('None')
      expect(names?.split(' ').toSorted()).toEqual(Object.keys(filesOf(ports, path)).toSorted())
    }
  })

  it('has the same bytes in every time zone and whenever it is made', async () => {
    const bytesOf = async (format: string): Promise<Buffer> => {
      const ports = await publish([lessonOf('a')])
      return Buffer.from(ports.artefacts.files.get(`/packages/lessons/a/${format}`)?.body ?? '')
    }
    const zone = process.env['TZ']
    try {
      for (const format of FORMATS) {
        process.env['TZ'] = 'Asia/Shanghai'
        const left = await bytesOf(format)
        process.env['TZ'] = 'America/New_York'
        const right = await bytesOf(format)
        expect(left.length).toBeGreaterThan(200)
        expect(left.equals(right)).toBe(true)
      }
    } finally {
      if (zone === undefined) delete process.env['TZ']
      else process.env['TZ'] = zone
    }
  })

  it('says on each page who made it and where it really is, and knows its credit hours', async () => {
    const ports = await publish([lessonOf('a'), courseOf('c', ['a'])])
    for (const format of ['html.zip', 'scorm12.zip', 'cmi5.zip']) {
      const files = filesOf(ports, `/packages/courses/c/${format}`)
      const pages = Object.entries(files).filter(([name]) => name.endsWith('.html'))
      expect(pages.length).toBeGreaterThan(0)
      for (const [name, page] of pages) {
        const item = name === 'index.html' ? 'courses/c' : 'lessons/a'
        expect(page).toContain(`<link rel="canonical" href="https://hub.example.org/${item}">`)
        expect(page).toContain('样例编辑部')
      }
      expect(JSON.parse(files['metadata.jsonld'] ?? '')).toMatchObject({
        '@type': ['LearningResource', 'Course'],
        numberOfCredits: 3,
      })
      expect(files['lesson-01.html']).toContain(
        '"propertyID":"creditHours","name":"学时","value":1.5',
      )
    }
  })

  it('packs pictures and attachments, and links to what is too large or not ours', async () => {
    const lesson = lessonOf('a', {
      html:
        '<p><img src="/media/%E5%9B%BE.png" alt="图" srcset="/media/other.png 300w"></p>' +
        '<video src="/media/film.mp4" controls></video><img src="https://elsewhere.example/x.png" alt="">' +
        '<p><a href="/articles/b">文章</a></p>',
      files: [
        { url: '/media/%E5%9B%BE.png', mediaType: 'image/png', bytes: 8 },
        { url: '/media/film.mp4', mediaType: 'video/mp4', bytes: 30 * 1024 * 1024 },
      ],
      attachments: [
        { url: '/media/..%2F..%2Fevil.docx', mediaType: 'x/y', bytes: 3, title: '讲义' },
      ],
    })
    const ports = await publish(
      [lesson],
      portsWith({
        '/media/%E5%9B%BE.png': PICTURE,
        '/media/..%2F..%2Fevil.docx': Buffer.from('doc'),
      }),
    )
    const files = filesOf(ports, '/packages/lessons/a/html.zip')
    const page = files['index.html'] ?? ''
    const image = /<img src="(files\/[0-9a-f]{16}\.png)"/.exec(page)?.[1] ?? 'none'
    expect(Object.keys(files)).toContain(image)
    const attachment = /<a href="(files\/[0-9a-f]{16}\.docx)">讲义/.exec(page)?.[1] ?? 'none'
    expect(files[attachment]).toBe('doc')
    expect(page).toContain('<video src="https://hub.example.org/media/film.mp4" controls>')
    expect(page).toContain('href="https://hub.example.org/articles/b"')
    expect(page).not.toContain('elsewhere.example')
    expect(page).not.toContain('srcset')
    const manifest = filesOf(ports, '/packages/lessons/a/scorm12.zip')['imsmanifest.xml'] ?? ''
    expect(manifest).toContain(`href="${image}"`)
  })

  it('runs nothing that a text brings along, and no name of it leaves the archive', async () => {
    const evil = '</script><script>alert(1)</script>"><img src=x onerror=alert(1)>'
    const lesson = lessonOf('a', {
      title: `题 ${evil}`,
      summary: evil,
      html: `<p onclick="alert(1)">文${evil}<iframe src="https://x.example"></iframe><a href="javascript:alert(1)">a</a><p id="lesson">x</p>`,
      credits: { author: evil, source: { name: evil, url: 'javascript:alert(1)' } },
      details: {
        type: 'lessons',
        objectives: [evil],
        quiz: [
          {
            question: evil,
            options: [
              { key: '<b>', text: evil },
              { key: 'B', text: 'b' },
            ],
            answer: ['B'],
            explanation: evil,
          },
        ],
      },
    })
    const ports = await publish([lesson])
    for (const format of ['html.zip', 'scorm12.zip', 'cmi5.zip']) {
      const files = filesOf(ports, `/packages/lessons/a/${format}`)
      const page = files['index.html'] ?? ''
      expect(page.match(/<script/g)).toHaveLength(format === 'html.zip' ? 3 : 4)
      visit(fromHtml(page), 'element', ({ properties }) => {
        expect(Object.keys(properties).filter((name) => /^on/i.test(name))).toEqual([])
      })
      expect(page).not.toContain('<iframe')
      expect(page).not.toContain('href="javascript:')
      expect(page.match(/id="lesson"/g)).toHaveLength(1)
      for (const name of Object.keys(files)) expect(name).toMatch(/^[a-z0-9./-]+$/)
    }
    expect(
      await schemaErrors(
        filesOf(ports, '/packages/lessons/a/scorm12.zip')['imsmanifest.xml'] ?? '',
      ),
    ).toEqual([])
  })
})

describe('SCORM 1.2', () => {
  it('has a manifest the schemas of ADL and IMS accept, listing every file', async () => {
    const ports = await publish([lessonOf('a'), lessonOf('b'), courseOf('c', ['a', 'b'])])
    for (const path of ['/packages/lessons/a/scorm12.zip', '/packages/courses/c/scorm12.zip']) {
      const files = filesOf(ports, path)
      const xml = files['imsmanifest.xml'] ?? ''
      expect(await schemaErrors(xml)).toEqual([])
      const listed = [...xml.matchAll(/<file href="([^"]+)"/g)].map(([, href]) => href)
      expect([...new Set(listed)].toSorted()).toEqual(
        Object.keys(files)
          .filter((name) => name !== 'imsmanifest.xml')
          .toSorted(),
      )
      expect(xml).toContain('学时 Credit hours')
    }
    const course = filesOf(ports, '/packages/courses/c/scorm12.zip')['imsmanifest.xml'] ?? ''
    expect(course.match(/adlcp:scormtype="sco"/g)).toHaveLength(2)
    // The course wants 2 answers right, of 2.
    expect(course).toContain('<adlcp:masteryscore>100</adlcp:masteryscore>')
  })

  it('is refused by the same schemas when something is missing', async () => {
    const ports = await publish([lessonOf('a')])
    const xml = filesOf(ports, '/packages/lessons/a/scorm12.zip')['imsmanifest.xml'] ?? ''
    expect(await schemaErrors(xml.replace(' identifier="ORG"', ''))).not.toEqual([])
    expect(await schemaErrors(xml.replace('<imsmd:general>', '<imsmd:generally>'))).not.toEqual([])
  })
})

describe('cmi5', () => {
  it('has a structure with what sections 13 and 14 of the specification ask for', async () => {
    const ports = await publish([
      lessonOf('a'),
      lessonOf('b', { details: { type: 'lessons', objectives: [], quiz: [] } }),
      courseOf('c', ['a', 'b']),
    ])
    const files = filesOf(ports, '/packages/courses/c/cmi5.zip')
    const structure = at(parsed(files['cmi5.xml'] ?? ''), 'courseStructure')
    expect(at(structure, '@xmlns')).toBe(
      'https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd',
    )
    const units = at(structure, 'au') as Record<string, unknown>[]
    const ids = [at(structure, 'course', '@id'), ...units.map((unit) => unit['@id'])]
    expect(new Set(ids).size).toBe(3)
    for (const id of ids) expect(id).toMatch(/^tag:example\.org,2014:/)
    expect(units.map((unit) => [unit['@moveOn'], unit['@masteryScore'], unit['url']])).toEqual([
      ['CompletedAndPassed', '1', 'lesson-01.html'],
      ['Completed', undefined, 'lesson-02.html'],
    ])
    for (const unit of units) {
      expect(Object.keys(unit).filter((name) => !name.startsWith('@'))).toEqual([
        'title',
        'description',
        'url',
      ])
      expect(files[String(unit['url'])]).toContain('report.js')
    }
  })

  it('is not made of a course without a lesson', async () => {
    const ports = await publish([courseOf('c', ['nowhere'])])
    expect(ports.artefacts.files.has('/packages/courses/c/cmi5.zip')).toBe(false)
    expect(ports.artefacts.files.has('/packages/courses/c/scorm12.zip')).toBe(true)
  })
})

describe('Common Cartridge', () => {
  it('is a thin cartridge of links to the hub', async () => {
    const ports = await publish([lessonOf('a'), courseOf('c', ['a'])])
    const files = filesOf(ports, '/packages/courses/c/common-cartridge.imscc')
    const manifest = at(parsed(files['imsmanifest.xml'] ?? ''), 'manifest')
    expect(at(manifest, 'metadata', 'schema')).toBe('IMS Thin Common Cartridge')
    expect(at(manifest, 'metadata', 'schemaversion')).toBe('1.3.0')
    expect(at(manifest, 'organizations', 'organization', '@structure')).toBe('rooted-hierarchy')
    const resources = at(manifest, 'resources', 'resource') as unknown[]
    expect(resources).toHaveLength(2)
    const links = resources.map((resource) => {
      expect(at(resource, '@type')).toBe('imswl_xmlv1p3')
      const link = files[String(at(resource, 'file', 0, '@href'))] ?? ''
      return at(parsed(link), 'webLink', 'url', '@href')
    })
    expect(links).toEqual([
      'https://hub.example.org/courses/c',
      'https://hub.example.org/lessons/a',
    ])
    const entries = at(manifest, 'organizations', 'organization', 'item', 0, 'item') as unknown[]
    expect(entries.map((entry) => at(entry, '@identifierref'))).toEqual(
      resources.map((resource) => at(resource, '@identifier')),
    )
  })
})

describe('corrections and withdrawals', () => {
  it('replace a lesson in its courses, and take it out of them', async () => {
    const [a, b] = [lessonOf('a'), lessonOf('b')]
    const ports = await publish([courseOf('c', ['a', 'b']), a, b])
    const page = (): string =>
      filesOf(ports, '/packages/courses/c/html.zip')['lesson-01.html'] ?? ''
    expect(page()).toContain('<h1>标题 a</h1>')
    const corrected = { ...a, title: '改正', updatedAt: '2014-08-01T00:00:00.000Z' }
    await deliver([shipmentOf(corrected, { action: 'correct', number: 2, earlier: [a] })], ports)
    expect(page()).toContain('<h1>改正</h1>')
    expect(ports.artefacts.files.get('/packages/courses/c/html.zip')?.lastModified).toBe(
      '2014-08-01T00:00:00.000Z',
    )

    const gone = {
      action: 'withdraw',
      number: 3,
      earlier: [corrected],
      at: '2014-09-01T00:00:00.000Z',
      reason: '内容有误',
    } as const
    await deliver([shipmentOf(corrected, gone)], ports)
    expect(page()).toContain('<h1>标题 b</h1>')
    expect(ports.artefacts.files.get('/packages/courses/c/html.zip')?.lastModified).toBe(gone.at)
    for (const format of FORMATS) {
      expect(await ports.artefacts.lookup(`/packages/lessons/a/${format}`)).toMatchObject({
        kind: 'gone',
        at: gone.at,
        notice: expect.stringContaining('内容有误') as string,
      })
    }
  })

  it('let former addresses lead to the new ones', async () => {
    const a = lessonOf('a')
    const ports = await publish([a])
    const renamed = { ...a, slug: 'new', formerSlugs: ['a'] }
    await deliver([shipmentOf(renamed, { action: 'correct', number: 2, earlier: [a] })], ports)
    expect(await ports.artefacts.lookup('/packages/lessons/a/cmi5.zip')).toEqual({
      kind: 'moved',
      path: '/packages/lessons/a/cmi5.zip',
      to: '/packages/lessons/new/cmi5.zip',
    })
  })

  it('fail alone where a document makes no address', async () => {
    const context = { ...portsWith(), site, settings: packages.settings({}) }
    const outcomes = await packages.deliver(
      [shipmentOf(lessonOf('../../etc')), shipmentOf(lessonOf('b'))],
      context,
    )
    expect(outcomes.map(({ ok }) => ok)).toEqual([false, true])
  })
})
