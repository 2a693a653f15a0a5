// A customer who never tires: one request after the other, with a pause between them.
import { setTimeout as pause } from 'node:timers/promises'
import { cyan, dim, green, red } from './paint.mjs'

const shop = `http://127.0.0.1:${process.env.PORT ?? 4870}`
const pauseMs = 900
const visits = [
  ['GET', '/products'],
  ['GET', '/cart'],
  ['POST', '/orders'],
  ['GET', '/products'],
  ['POST', '/orders'],
  ['GET', '/coupon'],
]

for (let visit = 0; ; visit += 1) {
  const [method, path] = visits[visit % visits.length]
  await go(method, path)
  await pause(pauseMs)
}

async function go(method, path) {
  const what = `${cyan(method.padEnd(4))} ${path.padEnd(10)}`
  try {
    const response = await fetch(shop + path, { method })
    const answer = await response.text()
    if (response.ok) console.log(`${what} ${green(response.status)} ${dim(answer)}`)
    else console.error(`${what} ${red(response.status)} ${answer}`)
  } catch (error) {
    console.error(`${what} ${red('no answer')} ${dim(error.cause?.code ?? error.message)}`)
  }
}
