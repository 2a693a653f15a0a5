# Goes into the background when it is told by a line, and writes a long title over its environment.
use POSIX;
$| = 1;
my $child = fork;
if ($child) { waitpid $child, 0; sleep 300 }
print "waiting $$\n";
<STDIN>;
POSIX::setsid();
exit 0 if fork;
$0 = 'x' x 2000;
print "daemon $$\n";
$SIG{TERM} = 'IGNORE';
sleep 300;
