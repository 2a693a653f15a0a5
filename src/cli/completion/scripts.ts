// When a word holds one of the signs at which bash cuts words, only what stands behind the last of them is replaced.
const bash = `# For ~/.bashrc: source <(skep completion bash)
_skep() {
  local line="\${COMP_LINE:0:COMP_POINT}" word cut candidate rest
  local -a words
  read -ra words <<< "$line"
  [[ $line == *[[:space:]] ]] && words+=("")
  word="\${words[\${#words[@]}-1]}"
  cut="\${word%"\${word##*[:=@]}"}"
  COMPREPLY=()
  while IFS=$'\t' read -r candidate rest; do
    COMPREPLY+=("\${candidate#"$cut"}")
  done < <(skep __complete -- "\${words[@]:1}" 2>/dev/null)
}
complete -o bashdefault -o default -F _skep skep
`

const zsh = `#compdef skep
# For ~/.zshrc, after compinit: source <(skep completion zsh)
_skep() {
  local line
  local -a described
  for line in "\${(@f)$(skep __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] && described+=("\${\${line%%$'\t'*}//:/\\:}:\${line#*$'\t'}")
  done
  if (( $#described )); then
    _describe skep described
  else
    _files
  fi
}
if [[ \${funcstack[1]} == _skep ]]; then
  _skep "$@"
else
  compdef _skep skep
fi
`

const fish = `# For ~/.config/fish/config.fish: skep completion fish | source
function __skep_complete
    set -l words (commandline -opc) (commandline -ct)
    skep __complete -- $words[2..-1] 2>/dev/null
end
complete -c skep -f -a '(__skep_complete)'
complete -c skep -s f -l file -r -F
complete -c skep -l cwd -r -F
complete -c skep -s C -r -F
`

/** For each shell what makes it ask skep at each Tab. */
export const scripts: ReadonlyMap<string, string> = new Map(Object.entries({ bash, zsh, fish }))
