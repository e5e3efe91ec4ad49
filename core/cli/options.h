/*
 * options.h - the words of a command line: which commands there are, which options each takes, and
 * what was asked for.
 */
#ifndef BS_CLI_OPTIONS_H
#define BS_CLI_OPTIONS_H

#include "base/array.h"
#include "broadsheet.h"

/* What the process ends with. */
enum { BS_EXIT_DONE = 0, BS_EXIT_PARTIAL = 1, BS_EXIT_MISUSE = 2, BS_EXIT_FAILED = 3 };

/* One bit an option, for the set that a command takes. */
enum {
    BS_OPTION_OUTPUT = 1 << 0,
    BS_OPTION_DATE = 1 << 1,
    BS_OPTION_OUTLET = 1 << 2,
    BS_OPTION_AS = 1 << 3,
    BS_OPTION_LAYERS = 1 << 4,
    BS_OPTION_LEXICON = 1 << 5,
    BS_OPTION_RULES = 1 << 6,
    BS_OPTION_JOBS = 1 << 7,
    BS_OPTION_CORPUS = 1 << 8,
    BS_OPTION_FORMAT = 1 << 9,
    BS_OPTION_CROSSWALK = 1 << 10,
    BS_OPTION_TRUST = 1 << 11,
    BS_OPTION_MEMORY = 1 << 12,
    BS_OPTION_CONTEXT = 1 << 13,
    BS_OPTION_LIMIT = 1 << 14,
    BS_OPTION_SORT = 1 << 15,
    BS_OPTION_REPEATS = 1 << 16,
    BS_OPTION_EXPLAIN = 1 << 17,
    BS_OPTION_LINKS = 1 << 18,
};

typedef struct bs_param {
    bs_str name, value;
} bs_param;

typedef struct bs_params {
    bs_param *items;
    size_t count, capacity;
} bs_params;

/* Strings are those of argv. */
typedef struct bs_options {
    const char *output, *date, *outlet, *as, *columns, *cut, *layers, *corpus, *format, *crosswalk,
        *sort, *links;
    bs_strs lexicons, rules, without;
    size_t jobs, memory, context, limit; /* 0 when not given */
    bool is_quiet, is_trusted, wants_help, keeps_repeats, explains;
    char **operands; /* a part of argv, which is put in order */
    size_t operand_count;
    bs_params params; /* of a report: --NAME=VALUE */
} bs_options;

typedef struct bs_command {
    const char *name;
    const char *usage;   /* behind "broadsheet " */
    const char *summary; /* half a line */
    const char *details; /* paragraphs for --help */
    uint32_t options;    /* BS_OPTION_ bits */
    size_t operands_min, operands_max;
    bool passes_rest; /* what follows the first operand belongs to a script */
    bool has_params;  /* unknown --NAME=VALUE are parameters of a report */
    int (*run)(const bs_options *options);
} bs_command;

/*
 * Reads the words behind the command. BS_MISUSE, with the nearest name, for an unknown option, a
 * missing or malformed value, or the wrong number of operands. The caller frees with
 * bs_options_clear() whether it fails or not.
 */
bs_status bs_options_parse(const bs_command *command, int argc, char **argv, bs_options *options,
                           bs_error *error);
void bs_options_clear(bs_options *options);

/* "512M", "2 GiB", "100000": bytes. False when it is no size. */
bool bs_options_size(bs_str text, size_t *size);

/* Prints what --help says of one command. */
void bs_options_help(const bs_command *command);

#endif
