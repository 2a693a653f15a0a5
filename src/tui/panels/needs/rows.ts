import { criticalPath, goalOf, type Leg, projectPath } from '../../../core/critical-path.ts'
import type { WorkerRecord } from '../../../core/record.ts'
import { wavesOf } from '../../../core/waves.ts'
import { type Line, span, toVisible } from '../../line.ts'
import { shownWordOf } from '../../shown.ts'
import { bondsUp, graphOf, type NeedsFacts } from './facts.ts'
import { pathLines } from './path.ts'
import { glyphOf, tookText } from './standing.ts'
import { treeLines } from './tree.ts'

/** What workers need and who needs them, what decides when they can start, and the order of the whole project. */
export function needsLines(facts: NeedsFacts): readonly Line[] {
  const { roots, now } = facts
  const all = [...now.living.workers.values()]
  const own = roots.length > 0 ? ownPath(facts) : []
  const whole = projectPath(all, graphOf(now)) ?? []
  return [
    ...(roots.length > 0 ? rootLines(facts, own) : []),
    ...section('start order of the project', waveLines(all, facts)),
    ...section('critical path of the project', isSame(own, whole) ? [] : pathLines(whole, facts)),
  ].slice(roots.length > 0 ? 0 : 1)
}

function ownPath({ roots, now }: NeedsFacts): readonly Leg[] {
  const [root, ...others] = roots
  const graph = graphOf(now)
  return (root && others.length === 0 ? criticalPath(root, graph) : projectPath(roots, graph)) ?? []
}

function isSame(one: readonly Leg[], other: readonly Leg[]): boolean {
  return one.at(-1)?.name === other.at(-1)?.name
}

function section(title: string, lines: readonly Line[]): readonly Line[] {
  return lines.length === 0 ? [] : [[], [span(title, 'strong')], ...lines]
}

function rootLines(facts: NeedsFacts, path: readonly Leg[]): readonly Line[] {
  const { title } = facts
  const name = toVisible(title)
  return [
    [span(`what ${name} needs`, 'strong'), ...(path.length > 1 ? [span('   » the critical path', 'faint')] : [])],
    ...needLines(facts, path),
    ...section(`critical path of ${name}`, pathLines(path, facts)),
    [],
    [span(`who needs ${name}`, 'strong')],
    ...dependantLines(facts),
  ]
}

function needLines(facts: NeedsFacts, path: readonly Leg[]): readonly Line[] {
  const { names } = graphOf(facts.now)
  if (facts.roots.every(({ spec }) => spec.needs.length === 0)) return [[span('   nothing', 'faint')]]
  const next = (name: string) => (names.get(name)?.spec.needs ?? []).map(need => ({ name: need.name, need }))
  const way = path.map(leg => leg.name).reverse()
  return treeLines(rootBonds(facts), { next, way, names, below: 'needed' }, facts)
}

function dependantLines(facts: NeedsFacts): readonly Line[] {
  const { names } = graphOf(facts.now)
  const bonds = bondsUp(facts.now)
  const next = (name: string) => bonds.get(name) ?? []
  if (facts.roots.every(({ spec }) => next(spec.name).length === 0)) return [[span('   nobody', 'faint')]]
  return treeLines(rootBonds(facts), { next, way: [], names, below: 'needing' }, facts)
}

function rootBonds({ roots }: NeedsFacts) {
  return roots.map(({ spec }) => ({ name: spec.name, need: undefined }))
}

/** Each line holds those that can start at the same time. */
function waveLines(all: readonly WorkerRecord[], facts: NeedsFacts): readonly Line[] {
  return wavesOf(all).map((wave, at) => [
    span(`${String(at + 1).padStart(3)} `, 'faint'),
    ...wave.flatMap((worker): Line => {
      const run = worker.run && facts.now.living.runs.get(worker.run)
      const took = tookText(run || undefined, goalOf(worker), shownWordOf(facts.now.living, worker.id)) ?? ''
      return [
        span(' '),
        glyphOf(worker, facts),
        span(` ${toVisible(worker.spec.name)}`),
        span(took.replace(/^.* after/, ''), 'faint'),
        span(' '),
      ]
    }),
  ])
}
