// Sends the mails of the day, or would: nobody listens where it looks for a mail server, so it fails each time.
import { connect } from 'node:net'
import { bold, dim, red, yellow } from './paint.mjs'

const port = Number(process.env.MAIL_PORT ?? 4899)

console.log(bold('3 mails to send'))
console.log(dim(`looking for a mail server on port ${port}`))

const socket = connect({ port, host: '127.0.0.1' }, () => {
  console.log(yellow('somebody answers there after all; done'))
  socket.end()
})

socket.on('error', error => {
  console.error(red(`no mail was sent: ${error.code}`))
  process.exitCode = 1
})
