# Says which signals it gets, and so does its child in a session of its own.
use POSIX;
$| = 1;
my $name = fork ? 'root' : 'away';
POSIX::setsid() if $name eq 'away';
$SIG{USR1} = sub { print "$name got USR1\n" };
print "$name $$\n";
sleep 300 while 1;
