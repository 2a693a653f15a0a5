# Goes into the background, and writes a long title over its environment when it is told to by a line.
use POSIX;
$| = 1;
my $child = fork;
if ($child) { waitpid $child, 0; sleep 300 }
POSIX::setsid();
exit 0 if fork;
$SIG{TERM} = 'IGNORE';
print "daemon $$\n";
<STDIN>;
$0 = 'x' x 2000;
print "renamed\n";
sleep 300;
