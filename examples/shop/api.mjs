// The server of the shop: a few products, a cart, and one page that is broken on purpose.
import { createServer } from 'node:http'
import { bold, cyan, dim, green, red } from './paint.mjs'

const port = Number(process.env.PORT ?? 4870)
const products = ['honey', 'beeswax', 'smoker', 'veil']
const orders = []

const pages = {
  'GET /products': () => [200, products],
  'GET /cart': () => [200, { items: orders.slice(-3) }],
  'POST /orders': () => [201, { order: orders.push(products[orders.length % products.length]) }],
  'GET /coupon': () => [500, { error: 'the coupon book is empty' }],
}

const server = createServer((request, response) => {
  const page = pages[`${request.method} ${request.url}`] ?? (() => [404, { error: 'no such page' }])
  const [status, body] = page()
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  const paint = status < 400 ? green : red
  console.log(`${cyan(request.method.padEnd(4))} ${request.url.padEnd(10)} ${paint(status)}`)
})

server.on('error', error => {
  if (error.code !== 'EADDRINUSE') throw error
  console.error(red(`port ${port} is taken: end what listens there, or choose another with SHOP_PORT=4871 npm start`))
  process.exitCode = 1
})

server.listen(port, '127.0.0.1', () => {
  console.log(`${bold('the shop is open')} ${dim(`on http://127.0.0.1:${port}`)}`)
})

process.on('SIGTERM', () => {
  console.log(dim('closing: no new customers, the last ones are served'))
  server.close()
  server.closeAllConnections()
})
