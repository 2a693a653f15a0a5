// A server on a free port, which it says; it takes its time to close.
import { createServer } from 'node:http'

const server = createServer((_request, response) => response.end('honey'))

server.listen(0, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}`))

process.on('SIGTERM', () => {
  console.log('closing')
  server.close()
})
