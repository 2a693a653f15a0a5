/** The most that one page of a list answers: enough for a screen, little enough for one message. */
export const longestPage = 256
