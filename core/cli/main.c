/* main.c - the executable: picks a command and turns what it gives into an exit status. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/nearest.h"
#include "base/str.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "script/runtime.h"

enum {
    READING = BS_OPTION_DATE | BS_OPTION_OUTLET | BS_OPTION_AS,
    ANNOTATING = READING | BS_OPTION_LAYERS | BS_OPTION_LEXICON | BS_OPTION_RULES,
    SCRIPTING = BS_OPTION_TRUST | BS_OPTION_MEMORY | BS_OPTION_JOBS,
};

static const bs_command commands[] = {
    {"run", "run SCRIPT.lua [-c CORPUS] [ARG...]", "run a Lua script",
     "Runs SCRIPT.lua (- is standard input) with ARG... in `arg`. With -c the corpus is there as\n"
     "`corpus`. A script has the whole language and your files, but starts no programs and loads\n"
     "no machine code unless --trust is given.",
     BS_OPTION_CORPUS | SCRIPTING, 1, SIZE_MAX, true, false, bs_command_run},
    {"report", "report [NAME] [-c CORPUS] [--PARAM=VALUE]... [-f FORMAT] [-o FILE]",
     "the bundled reports, or one of them",
     "Without NAME, lists the bundled reports. NAME is one of them or the path of another; report\n"
     "NAME --help shows its parameters. FORMAT is text, csv, json, md or html.",
     BS_OPTION_CORPUS | BS_OPTION_FORMAT | BS_OPTION_OUTPUT | BS_OPTION_CROSSWALK | SCRIPTING, 0, 1,
     false, true, bs_command_report},
    {"repl", "repl [CORPUS]", "an interactive prompt",
     "Lua expressions print themselves, tables as tables. Tab completes names, Ctrl-R searches "
     "the\n"
     "history, Ctrl-C stops what runs, Ctrl-D leaves. Where standard input is no terminal, its\n"
     "lines are run.",
     SCRIPTING, 0, 1, false, false, bs_command_repl},
    {"build", "build INPUT... -o CORPUS [--date D] [--outlet NAME] [--lexicon FILE.csv]...",
     "make a corpus of files, or bring it up to date",
     "Reads INPUT... (files, folders, archives) into CORPUS. Unchanged sources are not read "
     "again,\n"
     "vanished ones are dropped. A build that is stopped leaves the corpus as it was.",
     ANNOTATING | BS_OPTION_OUTPUT | BS_OPTION_JOBS | BS_OPTION_REPEATS | BS_OPTION_LINKS, 1,
     SIZE_MAX, false, false, bs_command_build},
    {"info", "info CORPUS", "what is in a corpus, and what was skipped and why",
     "Tells what is in CORPUS, how it was built, and each source that was passed over.",
     BS_OPTION_FORMAT, 1, 1, false, false, bs_command_info},
    {"check", "check CORPUS", "verify every checksum and every cross-reference",
     "Reads the whole of CORPUS and lists what is damaged. Exit status 1 when anything is.", 0, 1,
     1, false, false, bs_command_check},
    {"export", "export CORPUS -o DIR [-f csv|jsonl|sqlite]", "a corpus for other programs",
     "Writes the articles of CORPUS and all of their layers into DIR: JSON Lines (as annotate "
     "prints\n"
     "them), CSV with one file a layer, or one SQLite database.",
     BS_OPTION_OUTPUT | BS_OPTION_FORMAT, 1, 1, false, false, bs_command_export},
    {"find", "find CORPUS QUERY", "concordance: where a query is found",
     "Lists the places in CORPUS where QUERY is found, with the words around them. A query is a\n"
     "word, a \"sequence of words\", a pattern such as defen[cs]e*, or a combination with & | !.",
     BS_OPTION_CONTEXT | BS_OPTION_LIMIT | BS_OPTION_SORT | BS_OPTION_FORMAT, 2, 2, false, false,
     bs_command_find},
    {"read", "read FILE...", "articles as JSON Lines, nothing stored",
     "Prints the articles of FILE... (files, folders, archives, or - for standard input) as one\n"
     "JSON object a line.",
     READING, 1, SIZE_MAX, false, false, bs_command_read},
    {"annotate", "annotate FILE... [--date D] [--explain]", "the same with every layer",
     "Prints the articles of FILE... as one JSON object a line, with sentences, tokens, entities,\n"
     "mentions, quotations, dates, claims and findings. With --explain it prints each sentence "
     "and,\n"
     "below it, which rule, list or model made what, and what it was taken before.",
     ANNOTATING | BS_OPTION_EXPLAIN, 1, SIZE_MAX, false, false, bs_command_annotate},
    {"compile", "compile -o FILE", "the bundled rules as programs, for a quicker start",
     "Writes the image of the bundled rules, which making broadsheet leaves beside the executable "
     "as\n"
     "rules.image. It is taken while rules and executable are those that it was made of.",
     BS_OPTION_OUTPUT, 0, 0, false, false, bs_command_compile},
    {"train", "train names|words INPUT... -o FILE", "make the files of the name tagger from texts",
     "names learns the tagger from texts in which names are marked (data/tagger/CARD.md tells the\n"
     "form), beside those that come with the program. words puts the words of plain texts into\n"
     "classes, from which the tagger learns. The same input gives the same bytes.",
     BS_OPTION_OUTPUT, 1, SIZE_MAX, false, false, bs_command_train},
};

enum { COMMANDS = sizeof commands / sizeof *commands };

static void show_commands(FILE *file)
{
    fputs("usage: broadsheet COMMAND ...\n\n", file);
    for (size_t i = 0; i < COMMANDS; i++)
        fprintf(file, "  %-10s %s\n", commands[i].name, commands[i].summary);
    fputs("\nbroadsheet COMMAND --help tells more of each; --version tells the version.\n", file);
}

static int fail_unknown(const char *word)
{
    bs_str names[COMMANDS];
    for (size_t i = 0; i < COMMANDS; i++)
        names[i] = bs_str_from(commands[i].name);
    bs_str nearest = bs_nearest(bs_str_from(word), names, COMMANDS);
    if (nearest.data)
        bs_console_say("there is no command '%s'; did you mean %.*s?", word, BS_STR_ARG(nearest));
    else
        bs_console_say("there is no command '%s'; see broadsheet --help", word);
    return BS_EXIT_MISUSE;
}

static int run_command(const bs_command *command, int argc, char **argv)
{
    bs_options options;
    bs_error error;
    int result = BS_EXIT_DONE;
    if (bs_options_parse(command, argc, argv, &options, &error) != BS_OK) {
        result = bs_console_fail(&error);
    } else if (options.wants_help && !(command->has_params && options.operand_count > 0)) {
        bs_options_help(command);
    } else {
        bs_interrupt_catch();
        result = command->run(&options);
    }
    bs_options_clear(&options);
    return result;
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error of write(), told once */
    signal(SIGXFSZ, SIG_IGN); /* and so is a file over the limit of the shell */
    if (argc < 2) {
        show_commands(stderr);
        return BS_EXIT_MISUSE;
    }
    const char *word = argv[1];
    if (strcmp(word, "--version") == 0) {
        printf("broadsheet %s\n", bs_version());
        return bs_console_finish(BS_EXIT_DONE);
    }
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0) {
        show_commands(stdout);
        return bs_console_finish(BS_EXIT_DONE);
    }
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(word, commands[i].name) == 0)
            return bs_console_finish(run_command(&commands[i], argc - 2, argv + 2));
    }
    return fail_unknown(word);
}
