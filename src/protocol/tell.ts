/** Tells each listener; one that throws keeps nothing from the others, and its bug is loud right after. */
export function tellAll<News>(listeners: Iterable<(news: News) => void>, news: News): void {
  for (const listener of [...listeners]) {
    try {
      listener(news)
    } catch (bug) {
      queueMicrotask(() => {
        throw bug
      })
    }
  }
}
