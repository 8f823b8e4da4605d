/**
 * What shells load to complete `postsmith`. They hand over what was typed as it stands, and evaluate neither that nor what
 * comes back: a file may be called `$(reboot)`.
 */

// Names are quoted for the place where they go by the program; bash inserts them as they are.
const BASH = String.raw`# Completion of postsmith for bash.
_postsmith() {
  local kind='' line
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ -z $kind ]]; then kind=$line; else COMPREPLY+=("$line"); fi
  done < <("$1" completion bash -- "${'$'}{COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
  # bash itself completes files where there are no words; before version 4 it always does.
  case $kind in
    words) compopt +o default +o bashdefault 2>/dev/null ;;
    directories) compopt +o default +o bashdefault -o dirnames 2>/dev/null ;;
  esac
}
complete -o bashdefault -o default -F _postsmith postsmith
`;

const ZSH = String.raw`#compdef postsmith
# Completion of postsmith for zsh.
_postsmith() {
  local kind line value
  local -i width=0
  local -a values lines shown before
  (( CURRENT > 2 )) && before=("${'$'}{(@Q)words[2,CURRENT-1]}")
  while IFS= read -r line; do
    if [[ -z $kind ]]; then kind=$line; continue; fi
    value=${'$'}{line%%$'\t'*}
    values+=("$value")
    lines+=("$line")
    (( ${'$'}{#value} > width )) && width=${'$'}{#value}
  done < <("${'$'}{(Q)words[1]}" completion zsh -- "${'$'}{before[@]}" "$PREFIX" 2>/dev/null)
  for line in "${'$'}{lines[@]}"; do
    value=${'$'}{line%%$'\t'*}
    if [[ $line == *$'\t'* ]]; then shown+=("${'$'}{(r:width:)value}  -- ${'$'}{line#*$'\t'}"); else shown+=("$value"); fi
  done
  case $kind in
    words) (( ${'$'}{#values} )) && compadd -l -d shown -a values ;;
    files) [[ $PREFIX == --*=* ]] && compset -P '*='; _files ;;
    directories) [[ $PREFIX == --*=* ]] && compset -P '*='; _files -/ ;;
  esac
}
if [[ $funcstack[1] == _postsmith ]]; then _postsmith; else compdef _postsmith postsmith; fi
`;

const FISH = String.raw`# Completion of postsmith for fish.
function __postsmith_complete
  set -l typed (commandline -ct)
  set -l words (commandline -opc)
  set -l program $words[1]
  set -e words[1]
  set -l found ($program completion fish -- $words "$typed" 2>/dev/null)
  set -l option (string match -r -- '^--[^=]*=' "$typed")
  set -l value (string replace -r -- '^--[^=]*=' '' "$typed")
  switch "$found[1]"
    case words
      set -e found[1]
      for line in $found
        echo -- $line
      end
    case files
      for path in (__fish_complete_path "$value")
        echo -- "$option$path"
      end
    case directories
      for path in (__fish_complete_directories "$value")
        echo -- "$option$path"
      end
  end
end
complete -c postsmith -f -a '(__postsmith_complete)'
`;

/** By the shell's name. */
export const COMPLETION_SCRIPTS = { bash: BASH, zsh: ZSH, fish: FISH } as const;
