[32mdemo[39m:~$ mkdir -p folder; ls --color=always -F
'a file'   [1m[34mfolder[0m[39m[49m/  'naïve 文字.txt'   profile
[32mdemo[39m:~$ echo a line that is longer than the terminal is wide
, so that it wraps over the edge 漢字漢字漢字
a line that is longer than the terminal is wide, so that it 
wraps over the edge 漢字漢字漢字
[32mdemo[39m:~$ printf "%s\r%s\n" "123456" "ab"; printf "one\ttwo\tt
hree\n"
ab3456
one     two     three
(reverse-i-search)`echo': [7mecho[0m[39m[49m a line that is longer than th
e terminal is wide, so that it wraps over the edge 漢字漢字 
漢字







