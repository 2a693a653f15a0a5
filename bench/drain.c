/* What a terminal costs at least: runs a command on a pty of 120x40 and reads until it is over. */
#include <pty.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int count, char **words) {
  static char bytes[65536];
  struct winsize size = {.ws_row = 40, .ws_col = 120};
  int master;
  if (count < 2) return 2;
  if (forkpty(&master, NULL, NULL, &size) == 0) {
    execvp(words[1], words + 1);
    _exit(127);
  }
  while (read(master, bytes, sizeof bytes) > 0) {
  }
  return wait(NULL) > 0 ? 0 : 1;
}
