/** A mail server in a process of its own that takes everything and keeps nothing; says its port on standard output. */
import type { AddressInfo } from 'node:net'

import { SMTPServer } from 'smtp-server'

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  logger: false,
  onData(stream, _session, callback) {
    stream.on('end', () => {
      callback()
    })
    stream.resume()
  },
})
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${String((server.server.address() as AddressInfo).port)}\n`)
})
