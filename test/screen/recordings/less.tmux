     20 p wrap wrap wrap wrap wrap wrap wrap wrap wrap wrap wrap 
     21 [7m[34mline 2[0m[34m[49m0[39m [1;4mbold underline[0m[39m[49m [48;5;36m 256 [49m 漢字 
     22 [7m[35mline 2[0m[35m[49m1[39m [1;4mbold underline[0m[39m[49m [48;5;37m 256 [49m 漢字 wrap 
     23 [7m[36mline 2[0m[36m[49m2[39m [1;4mbold underline[0m[39m[49m [48;5;38m 256 [49m 漢字 wrap wrap 
     24 [7m[37mline 2[0m[37m[49m3[39m [1;4mbold underline[0m[39m[49m [48;5;39m 256 [49m 漢字 wrap wrap wrap 
     25 [7m[30mline 2[0m[30m[49m4[39m [1;4mbold underline[0m[39m[49m [48;5;40m 256 [49m 漢字 wrap wrap wrap wrap 
     26 [7m[31mline 2[0m[31m[49m5[39m [1;4mbold underline[0m[39m[49m [48;5;41m 256 [49m 漢字 wrap wrap wrap wrap wrap 
     27 [7m[32mline 2[0m[32m[49m6[39m [1;4mbold underline[0m[39m[49m [48;5;42m 256 [49m 漢字 wrap wrap wrap wrap wrap wrap 
     28 [7m[33mline 2[0m[33m[49m7[39m [1;4mbold underline[0m[39m[49m [48;5;43m 256 [49m 漢字 wrap wrap wrap wrap wrap wrap wrap 
     29 [7m[34mline 2[0m[34m[49m8[39m [1;4mbold underline[0m[39m[49m [48;5;44m 256 [49m 漢字 wrap wrap wrap wrap wrap wrap wrap wra
     29 p 
     30 [7m[35mline 2[0m[35m[49m9[39m [1;4mbold underline[0m[39m[49m [48;5;45m 256 [49m 漢字 wrap wrap wrap wrap wrap wrap wrap wra
     30 p wrap 
     31 [36mline 30[39m [1;4mbold underline[0m[39m[49m [48;5;46m 256 [49m 漢字 wrap wrap wrap wrap wrap wrap wrap wra
     31 p wrap wrap 
     32 [37mline 31[39m [1;4mbold underline[0m[39m[49m [48;5;47m 256 [49m 漢字 wrap wrap wrap wrap wrap wrap wrap wra
     32 p wrap wrap wrap 
     33 [30mline 32[39m [1;4mbold underline[0m[39m[49m [48;5;48m 256 [49m 漢字 wrap wrap wrap wrap wrap wrap wrap wra
     33 p wrap wrap wrap wrap 
     34 [31mline 33[39m [1;4mbold underline[0m[39m[49m [48;5;49m 256 [49m 漢字 wrap wrap wrap wrap wrap wrap wrap wra
     34 p wrap wrap wrap wrap wrap 
     35 [32mline 34[39m [1;4mbold underline[0m[39m[49m [48;5;50m 256 [49m 漢字 wrap wrap wrap wrap wrap wrap wrap wra
     35 p wrap wrap wrap wrap wrap wrap 
:
