# Goes into the background as daemons do: fork, a session of its own, fork again, streams to /dev/null.
use POSIX;
$| = 1;
exit 0 if fork;
POSIX::setsid();
exit 0 if fork;
print "daemon $$\n";
open STDIN, '<', '/dev/null';
open STDOUT, '>', '/dev/null';
open STDERR, '>', '/dev/null';
$SIG{TERM} = 'IGNORE';
sleep 300;
