import { describe, expect, it } from 'vitest'
import { chainOf } from '../../../src/core/chain.ts'
import type { Outcome } from '../../../src/core/outcome.ts'
import { wordOfWorker } from '../../../src/core/record.ts'
import { unlimitedAttempts } from '../../../src/core/spec.ts'
import type { TreeProcess } from '../../../src/core/usage.ts'
import type { Verdict } from '../../../src/core/verdict.ts'
import { toPlain } from '../../../src/tui/line.ts'
import { type InfoFacts, infoLines } from '../../../src/tui/panels/info/rows.ts'
import { whyText } from '../../../src/tui/panels/info/why.ts'
import { shownWordOf } from '../../../src/tui/shown.ts'
import { nowOf, using } from '../screen/now.ts'
import { began, type Made, type MadeOptions, make, noonMs } from '../screen/records.ts'

process.env['TZ'] = 'UTC'

const seenOf = ({ worker, run }: Made) => ({ worker, run, word: wordOfWorker(worker, run) })
const factsOf = (made: Made, more: Partial<InfoFacts> = {}): InfoFacts => ({
  ...{
    seen: seenOf(made),
    wordOf: () => seenOf(made).word,
    chain: chainOf(made.worker, { picture: nowOf([made]).living, nowMs: noonMs, evidence: () => ({}) }),
    earlier: undefined,
    usage: undefined,
    tree: [],
    diagnostics: [],
    clocks: { nowMs: noonMs, bootedAtMs: undefined },
  },
  ...more,
})
const textOf = (facts: InfoFacts): string => infoLines(facts).map(toPlain).join('\n')

describe('the info of a worker', () => {
  it('says how often it is tried again, and when that has no end', () => {
    const restart = { when: 'failure', backoffMs: { first: 1_000, longest: 2_000 }, resetMs: 1 } as const
    const info = (attempts: number): string =>
      textOf(factsOf(make('api', { spec: { restart: { ...restart, attempts } } })))
    expect(info(3)).toContain('on failure, up to 3 times, after')
    expect(info(unlimitedAttempts)).toContain('on failure, without end, after')
  })

  it('says everything about one that runs', () => {
    const api = make('api', {
      run: began.running(130_000),
      more: { readyAtMs: noonMs - 129_000, actor: 'agent:claude' },
      spec: {
        declaredEnv: { PORT: '3000', API_TOKEN: 'abc', DB_PASSWORD: 'x' },
        restart: { when: 'failure', backoffMs: { first: 1_000, longest: 30_000 }, attempts: 10, resetMs: 60_000 },
      },
      restarts: 2,
    })
    const process = (pid: number, parent: number, command: string): TreeProcess => ({
      ...{ pid, parent, command, detached: false, state: 'S', memoryBytes: 1_048_576, cpuMs: 1_200 },
    })
    const tree = [
      process(4003, 1, 'node api.mjs'),
      process(4010, 4003, 'esbuild'),
      { ...process(4011, 4010, 'sh'), detached: true },
      process(4012, 4003, 'tsc'),
    ]
    const diagnostics = [
      { id: 1, timeMs: noonMs, severity: 'warning' as const, code: 'port-taken', message: ':3000', worker: undefined },
    ]
    expect(textOf(factsOf(api, { usage: using(0.5, 88e6), tree, diagnostics }))).toMatchInlineSnapshot(`
      "status     ● ready, wanted up
      why        started by agent:claude
      pid        4003
      started    11:57:50, by agent:claude, 2m ago
      ready      11:57:51, after 1.0 s
      use        cpu 50% (2.5 s in all), memory 84M (peak 126M), 2 processes
      restarts   2

      command    node api.mjs
      folder     /shop/api
      kind       service, stdout and stderr apart, stdin pipe
      stop       TERM, then 5.0 s of grace
      restart    on failure, up to 10 times, after 1.0 s to 30.0 s

      process tree
       4003 node api.mjs  1M, cpu 1.2 s
       ├─ 4010 esbuild  1M, cpu 1.2 s
       │  └─ 4011 sh  1M, cpu 1.2 s  left the session
       └─ 4012 tsc  1M, cpu 1.2 s

      environment declared
       PORT=3000
       API_TOKEN=‹hidden for its name›
       DB_PASSWORD=‹hidden for its name›

      diagnostics
       12:00:00 port-taken :3000"
    `)
  })

  it('goes from one that waits down to what decides, with what its check was answered', () => {
    const waiting = { status: 'waiting', sinceMs: noonMs - 12_000, by: 'config', failures: 0 } as const
    const needs = (name: string) => [{ name, until: { kind: 'ready' }, restart: false }] as const
    const ready = { kind: 'tcp', host: '127.0.0.1', port: 5432, everyMs: 500, timeoutMs: 500, attempts: 60 } as const
    const web = make('web', { state: waiting, spec: { needs: needs('api'), group: 'shop' } })
    const api = make('api', { state: waiting, spec: { needs: needs('db') } })
    const db = make('db', { run: began.running(8_000), more: { isChecked: true }, spec: { ready } })
    const picture = nowOf([web, api, db]).living
    const chain = (of: Made) =>
      chainOf(of.worker, {
        picture,
        nowMs: noonMs,
        evidence: run => (run === 'run_db' ? { answer: ':5432 is closed', lines: ['starting up'] } : {}),
      })
    const about = (of: Made): string =>
      textOf(factsOf(of, { chain: chain(of), wordOf: id => shownWordOf(picture, id) })).replaceAll(/ +$/gm, '')
    expect(about(web).split('\n\n').slice(0, 3).join('\n\n')).toMatchInlineSnapshot(`
      "status     ◔ waiting, wanted up
      why        waits until api is ready
      next       starts by itself when that has come
      restarts   0

      waits for
       until api is ready:
       ◔ api waiting, for 12s: waits until db is ready
         next: starts by itself when that has come
          until db is ready:
          ◐ db starting, for 8s: runs and is not ready: :5432 is closed
            wrote: starting up
            next: is ready as soon as its check says so

      command    node web.mjs
      folder     /shop/web
      kind       service, stdout and stderr apart, stdin pipe
      stop       TERM, then 5.0 s of grace
      restart    never
      needs      api
      group      shop"
    `)
    expect(about(db)).toContain('why        runs and is not ready: :5432 is closed\nnext       is ready as soon as')
    expect(about(db)).toContain('ready by   tcp 5432')
  })

  it('names variables that look secret and never shows what they hold', () => {
    const text = textOf(
      factsOf(make('api', { spec: { declaredEnv: { github_token: 'ghp_1', MY_KEY: 'k-2', A: 'b' } } })),
    )
    expect(text).toContain('github_token=‹hidden')
    expect(text).toContain('MY_KEY=‹hidden')
    expect(text).toContain('A=b')
    expect(text).not.toMatch(/ghp_1|k-2/)
  })

  it('gives every process of the last verdict with how it ended', () => {
    const verdict: Verdict = {
      ...{ run: 'run_api', tookMs: 5_200 },
      ended: [
        { pid: 7, command: 'node api.mjs', by: 'kill' },
        { pid: 8, command: 'sleep 9', by: 'stop action' },
        { pid: 9, command: 'true', by: 'itself' },
      ],
      survivors: [{ pid: 10, command: 'sudo thing', reason: 'not permitted', ports: [80] }],
      spared: [{ pid: 11, command: 'chrome', reason: 'on the spared list' }],
    }
    const api = make('api', { run: began.ended(0, { kind: 'exited', code: 0 }), more: { verdict } })
    expect(textOf(factsOf(api)).split('last verdict\n')[1]).toMatchInlineSnapshot(`
      " took 5.2 s
       ✔ 7 node api.mjs  killed
       ✔ 8 sleep 9  ended by TERM
       ✔ 9 true  ended by itself
       · 11 chrome  spared: on the spared list
       ✖ 10 sudo thing  survives: not permitted, holds :80"
    `)
  })
})

describe('why a worker stands where it stands', () => {
  const why = (options: MadeOptions) => whyText(factsOf(make('api', options)).chain)
  const exit3: Outcome = { kind: 'exited', code: 3 }

  it('is said in a sentence for each of its states', () => {
    const backoff = { status: 'backoff', untilMs: noonMs + 4_000, failures: 2, epoch: 1, outcome: exit3 } as const
    expect([
      why({}),
      why({ run: { status: 'queued', sinceMs: noonMs } }),
      why({ run: { status: 'starting', sinceMs: noonMs } }),
      why({ run: began.running(5_000), more: { attempt: 3 } }),
      why({ run: began.running(5_000), more: { pausedAtMs: noonMs - 2_000 } }),
      why({ run: began.stopping(3_000) }),
      why({ run: began.stopping(9_000) }),
      why({ state: { ...backoff, attempts: 10 }, run: began.ended(0, exit3) }),
      why({ state: { ...backoff, attempts: unlimitedAttempts }, run: began.ended(0, exit3) }),
      why({ state: { status: 'gave-up', outcome: exit3, failures: 10 }, run: began.ended(0, exit3) }),
      why({ state: { status: 'ended', outcome: { kind: 'signalled', signal: 'SIGSEGV' } } }),
      why({ state: { status: 'ended', outcome: undefined } }),
    ]).toMatchInlineSnapshot(`
      [
        "is about to be started",
        "waits for a slot",
        "its program is being started",
        "started by config, attempt 3",
        "paused for 2s: p lets it go on",
        "stopped by user; killed in 2s",
        "stopped by user; being killed",
        "exit 3; it is tried again in 4s (2 of 10)",
        "exit 3; it is tried again in 4s (2, without end)",
        "exit 3; given up after 10 retries",
        "killed by SIGSEGV",
        "it was stopped before it ran",
      ]
    `)
  })
})
