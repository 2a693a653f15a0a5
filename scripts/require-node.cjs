'use strict'
// Runs before everything that needs the checkout's own Node; old syntax, since it is the older Node that has to read it.
var version = process.versions.node.split('.').map(Number)
if (version[0] < 22 || (version[0] === 22 && version[1] < 13)) {
  console.error(
    'skep needs Node 22.13 or later and found ' +
      process.versions.node +
      ', because node_modules/.bin/node (Node 26, from the npm package "node") is missing: ' +
      'run "npm ci" with install scripts allowed for "node" and "esbuild" and the registry in reach.',
  )
  process.exit(1)
}
