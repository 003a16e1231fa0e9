// Scripts that teach a shell to complete the command: they ask the command itself, so that they never age.

import { unreachable } from '../reports/record.ts';

export const shellNames = ['bash', 'zsh', 'fish'] as const;
export type ShellName = (typeof shellNames)[number];

const bash = `# Completion of whitewater for bash. To install it, for this shell or for all:
#   source <(whitewater completion bash)
#   whitewater completion bash > ~/.local/share/bash-completion/completions/whitewater
_whitewater() {
  # Words as typed: bash would split them at = and : as well.
  local line="\${COMP_LINE:0:COMP_POINT}" IFS=$' \\t\\n'
  local -a words
  read -ra words <<< "$line"
  case "$line" in *[[:space:]]) words+=('') ;; esac
  local current="\${words[\${#words[@]}-1]}"
  # What stands before the last = or : is not replaced.
  local kept="\${current%"\${current##*[=:]}"}"
  local word
  COMPREPLY=()
  while IFS= read -r word; do
    COMPREPLY+=("\${word#"$kept"}")
  done < <(whitewater completion words -- "\${words[@]:1}" 2>/dev/null)
}
complete -o bashdefault -o default -F _whitewater whitewater
`;

const zsh = `#compdef whitewater
# Completion of whitewater for zsh. To install it, for this shell or for all:
#   source <(whitewater completion zsh)
#   whitewater completion zsh > "\${fpath[1]}/_whitewater"
_whitewater() {
  local -a found
  found=("\${(@f)$(whitewater completion words -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  found=(\${found:#})
  if (( \${#found} )); then compadd -- $found; else _files; fi
}
if (( \${+functions[compdef]} )); then
  if [[ "\${funcstack[1]}" = _whitewater ]]; then _whitewater "$@"; else compdef _whitewater whitewater; fi
fi
`;

const fish = `# Completion of whitewater for fish. To install it, for this shell or for all:
#   whitewater completion fish | source
#   whitewater completion fish > ~/.config/fish/completions/whitewater.fish
function __whitewater_words
  set -l words (commandline -opc)
  whitewater completion words -- $words[2..-1] (commandline -ct) 2>/dev/null
end
complete -c whitewater -a '(__whitewater_words)'
`;

export function completionScript(shell: ShellName): string {
  switch (shell) {
    case 'bash':
      return bash;
    case 'zsh':
      return zsh;
    case 'fish':
      return fish;
    default:
      return unreachable(shell);
  }
}
