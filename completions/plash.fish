# fish completion for plash: asks the program that was typed what it knows.

# __plash_expand WORD: prints WORD, as typed, with ~ and variables as fish would take them. What would run something
# stays as it is.
function __plash_expand
    set -l rest (string replace -r '^~(?=/|$)' -- $HOME $argv[1])
    while set -l part (string match -r '^([^$]*)\$([A-Za-z_][A-Za-z0-9_]*)(.*)$' -- $rest)
        set rest $part[2]"$$part[3]"$part[4]
    end
    echo -- $rest
end

function __plash_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program (__plash_expand $words[1])
    set -l data
    # Behind sudo it will not be this user's data directory.
    if string match -q '*sudo*' -- (status stack-trace)
        set data PLASH_DATA=/var/lib/plash
    end
    set -l lines (env $data $program help --complete $words[2..-1] "$current" 2>/dev/null)
    switch "$lines[1]"
        case \tfiles
            __fish_complete_path $current
        case \tdirectories
            __fish_complete_directories $current ''
        case \tprograms
            __fish_complete_command
        case '*'
            string join \n -- $lines
    end
end

complete -c plash -f -k -a '(__plash_complete)'
