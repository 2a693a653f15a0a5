import type { Link } from '../../../core/chain.ts'

/** Why a worker stands where it stands, in a sentence; with the key that helps. */
export function whyText({ why, status }: Pick<Link, 'why' | 'status'>): string {
  return status === 'paused' ? `${why}: p lets it go on` : why
}
