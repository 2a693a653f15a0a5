#!/bin/sh
# Takes every key raw, and reads none before the file it is given is there; then says how many bytes came up to a 0x04.
stty raw -echo
printf ready
until [ -e "$1" ]; do sleep 0.05; done
exec perl -e '$| = 1; while (sysread STDIN, $_, 65536) { $n += length; last if /\x04/ } print "got $n\n"'
