// The hidden words by which the program starts itself: everything that lives longer than a command.
const [word, ...order] = process.argv.slice(2)

if (word === '__keeper') await (await import('./doors/keeper.ts')).keep(order)
else if (word === '__daemon') await (await import('./doors/daemon.ts')).serve(order)
else await (await import('./doors/program.ts')).run()
