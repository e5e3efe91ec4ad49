/* options.c - see options.h. */
#include "cli/options.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/nearest.h"
#include "base/pool.h"
#include "base/str.h"

typedef enum target_kind {
    TARGET_TEXT,
    TARGET_LIST,
    TARGET_COUNT,
    TARGET_SIZE,
    TARGET_FLAG
} target_kind;

typedef struct known_option {
    const char *name;
    char letter;
    uint32_t bit; /* 0: every command takes it */
    target_kind kind;
    size_t offset; /* of the field in bs_options */
    const char *value, *help;
} known_option;

#define FIELD(field) offsetof(bs_options, field)

static const known_option options_known[] = {
    {"output", 'o', BS_OPTION_OUTPUT, TARGET_TEXT, FIELD(output), "PATH", "where the result goes"},
    {"corpus", 'c', BS_OPTION_CORPUS, TARGET_TEXT, FIELD(corpus), "CORPUS",
     "the corpus to work on"},
    {"format", 'f', BS_OPTION_FORMAT, TARGET_TEXT, FIELD(format), "FORMAT", "form of the result"},
    {"crosswalk", 0, BS_OPTION_CROSSWALK, TARGET_TEXT, FIELD(crosswalk), "FILE",
     "write the evidence of each cell to FILE"},
    {"date", 0, BS_OPTION_DATE, TARGET_TEXT, FIELD(date), "DATE",
     "date of articles that have none, YYYY, YYYY-MM or YYYY-MM-DD"},
    {"outlet", 0, BS_OPTION_OUTLET, TARGET_TEXT, FIELD(outlet), "NAME",
     "outlet of articles that have none"},
    {"as", 0, BS_OPTION_AS, TARGET_TEXT, FIELD(as), "FORMAT",
     "read the input as text, markdown, html, jsonl, csv and so on, whatever it looks like"},
    {"columns", 0, BS_OPTION_AS, TARGET_TEXT, FIELD(columns), "KEY=NAME,..",
     "columns of tables and keys of JSON: text, title, byline, outlet, date, url, language, id"},
    {"cut", 0, BS_OPTION_AS, TARGET_TEXT, FIELD(cut), "FILE.lua",
     "how text files with many articles are cut"},
    {"layers", 0, BS_OPTION_LAYERS, TARGET_TEXT, FIELD(layers), "none|lists|all",
     "how much to annotate (all)"},
    {"lexicon", 0, BS_OPTION_LEXICON, TARGET_LIST, FIELD(lexicons), "FILE.csv",
     "names to find beside the bundled ones; may be repeated"},
    {"rules", 0, BS_OPTION_RULES, TARGET_LIST, FIELD(rules), "FILE.lua",
     "rules beside the bundled ones; may be repeated"},
    {"without", 0, BS_OPTION_RULES, TARGET_LIST, FIELD(without), "RULE",
     "switch a rule off by its name, or all that begin as NAME*; may be repeated"},
    {"links", 0, BS_OPTION_LINKS, TARGET_TEXT, FIELD(links), "FILE.csv",
     "which persons of which articles are one and which are not"},
    {"keep-repeats", 0, BS_OPTION_REPEATS, TARGET_FLAG, FIELD(keeps_repeats), NULL,
     "leave lines that many articles of an outlet have in their bodies"},
    {"context", 0, BS_OPTION_CONTEXT, TARGET_COUNT, FIELD(context), "N",
     "words of context on either side"},
    {"limit", 0, BS_OPTION_LIMIT, TARGET_COUNT, FIELD(limit), "N", "show at most N lines"},
    {"sort", 0, BS_OPTION_SORT, TARGET_TEXT, FIELD(sort), "ORDER", "date, left, match or right"},
    {"jobs", 'j', BS_OPTION_JOBS, TARGET_COUNT, FIELD(jobs), "N",
     "threads (one for each processor)"},
    {"memory", 0, BS_OPTION_MEMORY, TARGET_SIZE, FIELD(memory), "SIZE",
     "memory that a script may use, as in 512M or 4G (2G)"},
    {"trust", 0, BS_OPTION_TRUST, TARGET_FLAG, FIELD(is_trusted), NULL,
     "give the script the whole standard library: programs, C modules, bytecode"},
    {"explain", 0, BS_OPTION_EXPLAIN, TARGET_FLAG, FIELD(explains), NULL,
     "tell, sentence by sentence, what made each mention and what it was taken before"},
    {"quiet", 'q', 0, TARGET_FLAG, FIELD(is_quiet), NULL, "no progress bar, no notices"},
    {"help", 'h', 0, TARGET_FLAG, FIELD(wants_help), NULL, "show this"},
};

enum { OPTIONS_KNOWN = sizeof options_known / sizeof *options_known };

static bool is_taken(const bs_command *command, const known_option *option)
{
    return option->bit == 0 || (command->options & option->bit) != 0;
}

bool bs_options_size(bs_str text, size_t *size)
{
    static const char units[] = "KMGT";
    bs_str digits = bs_str_trim(text);
    if (bs_str_ends(digits, BS_STR("iB")))
        digits.size -= 2;
    else if (bs_str_ends(digits, BS_STR("B")))
        digits.size--;
    unsigned shift = 0;
    if (digits.size > 1) {
        char unit = digits.data[digits.size - 1];
        const char *place = strchr(units, unit >= 'a' ? unit - 'a' + 'A' : unit);
        if (unit != '\0' && place) {
            shift = 10 * (unsigned)(place - units + 1);
            digits.size--;
        }
    }
    int64_t number = 0;
    if (!bs_str_integer(bs_str_trim(digits), &number) || number < 1 ||
        (uint64_t)number > (UINT64_MAX >> 1) >> shift)
        return false;
    *size = (size_t)number << shift;
    return true;
}

static bs_status store(const known_option *option, const char *value, bs_options *options,
                       bs_error *error)
{
    void *field = (char *)options + option->offset;
    int64_t number = 0;
    switch (option->kind) {
    case TARGET_TEXT:
        *(const char **)field = value;
        return BS_OK;
    case TARGET_LIST: {
        bs_str *item = bs_array_push((bs_strs *)field);
        if (!item)
            return bs_fail_memory(error);
        *item = bs_str_from(value);
        return BS_OK;
    }
    case TARGET_COUNT:
        if (!bs_str_integer(bs_str_from(value), &number) || number < 1 || number > INT32_MAX)
            return bs_fail(error, BS_MISUSE, "--%s takes a number from 1 up, not '%s'",
                           option->name, value);
        *(size_t *)field = (size_t)number;
        return BS_OK;
    case TARGET_SIZE:
        if (!bs_options_size(bs_str_from(value), field))
            return bs_fail(error, BS_MISUSE, "--%s takes a size such as 512M or 4G, not '%s'",
                           option->name, value);
        return BS_OK;
    case TARGET_FLAG:
        *(bool *)field = true;
        return BS_OK;
    }
    return BS_OK;
}

static const known_option *find_long(const bs_command *command, bs_str name)
{
    for (size_t i = 0; i < OPTIONS_KNOWN; i++) {
        if (is_taken(command, &options_known[i]) &&
            bs_str_equal(name, bs_str_from(options_known[i].name)))
            return &options_known[i];
    }
    return NULL;
}

static const known_option *find_letter(const bs_command *command, char letter)
{
    for (size_t i = 0; i < OPTIONS_KNOWN; i++) {
        if (is_taken(command, &options_known[i]) && options_known[i].letter == letter)
            return &options_known[i];
    }
    return NULL;
}

static bs_status fail_unknown(const bs_command *command, bs_str name, const char *word,
                              bs_error *error)
{
    if (bs_str_equal(name, BS_STR("untrusted")))
        return bs_fail(error, BS_MISUSE,
                       "--untrusted is not in this version: scripts run as your own, without "
                       "programs and C modules but with your files");
    bs_str names[OPTIONS_KNOWN];
    size_t count = 0;
    for (size_t i = 0; i < OPTIONS_KNOWN; i++) {
        if (is_taken(command, &options_known[i]))
            names[count++] = bs_str_from(options_known[i].name);
    }
    bs_str nearest = bs_nearest(name, names, count);
    if (nearest.data)
        return bs_fail(error, BS_MISUSE, "%s has no option '%s'; did you mean --%.*s?",
                       command->name, word, BS_STR_ARG(nearest));
    return bs_fail(error, BS_MISUSE, "%s has no option '%s'; see broadsheet %s --help",
                   command->name, word, command->name);
}

/* Where the parser stands: the word at `next`, and whether options have ended at "--". */
typedef struct cursor {
    int next, argc;
    char **argv;
} cursor;

static bs_status take_value(cursor *at, const known_option *option, const char *joined,
                            bs_options *options, bs_error *error)
{
    if (option->kind == TARGET_FLAG)
        return joined ? bs_fail(error, BS_MISUSE, "--%s takes no value", option->name)
                      : store(option, NULL, options, error);
    if (!joined && at->next >= at->argc)
        return bs_fail(error, BS_MISUSE, "--%s needs a value: %s", option->name, option->value);
    return store(option, joined ? joined : at->argv[at->next++], options, error);
}

static bs_status add_param(bs_options *options, bs_str name, const char *value, bs_error *error)
{
    bs_param *param = bs_array_push(&options->params);
    if (!param)
        return bs_fail_memory(error);
    *param = (bs_param){name, bs_str_from(value ? value : "true")};
    return BS_OK;
}

/* One word that begins with '-'. `*is_foreign` becomes true when it is no option of ours. */
static bs_status take_option(const bs_command *command, cursor *at, bs_options *options,
                             bool *is_foreign, bs_error *error)
{
    const char *word = at->argv[at->next];
    bool is_long = word[1] == '-';
    const char *equals = is_long ? strchr(word, '=') : NULL;
    bs_str name = {word + 2, equals ? (size_t)(equals - word) - 2 : strlen(word + 1) - 1};
    const known_option *option = is_long ? find_long(command, name) : find_letter(command, word[1]);
    *is_foreign = !option;
    if (!option) {
        if (command->passes_rest && options->operand_count > 0)
            return BS_OK;
        at->next++;
        if (command->has_params && is_long && name.size > 0 && options->operand_count > 0)
            return add_param(options, name, equals ? equals + 1 : NULL, error);
        return fail_unknown(command, is_long ? name : (bs_str){word + 1, 1}, word, error);
    }
    at->next++;
    const char *joined = equals ? equals + 1 : NULL;
    if (!is_long && word[2] != '\0')
        joined = word + 2;
    return take_value(at, option, joined, options, error);
}

static bs_status take_words(const bs_command *command, cursor *at, bs_options *options,
                            bs_error *error)
{
    bool is_over = false; /* only operands from here */
    while (at->next < at->argc) {
        char *word = at->argv[at->next];
        bool is_option = !is_over && word[0] == '-' && word[1] != '\0';
        if (is_option && strcmp(word, "--") == 0) {
            at->next++;
            is_over = true;
            continue;
        }
        if (is_option) {
            bool is_foreign = false;
            bs_status status = take_option(command, at, options, &is_foreign, error);
            if (status != BS_OK)
                return status;
            if (!is_foreign || !command->passes_rest || options->operand_count == 0)
                continue;
            is_over = true; /* the script's own option, and the rest with it */
            continue;
        }
        options->operands[options->operand_count++] = word;
        at->next++;
        if (command->passes_rest && options->operand_count > 1)
            is_over = true;
    }
    return BS_OK;
}

bs_status bs_options_parse(const bs_command *command, int argc, char **argv, bs_options *options,
                           bs_error *error)
{
    memset(options, 0, sizeof *options);
    options->operands = argv; /* operands move to the front, behind the cursor */
    cursor at = {0, argc, argv};
    bs_status status = take_words(command, &at, options, error);
    if (status != BS_OK || options->wants_help)
        return options->wants_help ? BS_OK : status;
    if (options->operand_count < command->operands_min)
        return bs_fail(error, BS_MISUSE, "%s needs more; usage: broadsheet %s", command->name,
                       command->usage);
    if (options->operand_count > command->operands_max)
        return bs_fail(error, BS_MISUSE, "%s does not take '%s'; usage: broadsheet %s",
                       command->name, options->operands[command->operands_max], command->usage);
    if (options->jobs > BS_POOL_THREADS_MAX)
        return bs_fail(error, BS_MISUSE, "--jobs is at most %d", BS_POOL_THREADS_MAX);
    return BS_OK;
}

void bs_options_clear(bs_options *options)
{
    bs_array_free(&options->lexicons);
    bs_array_free(&options->rules);
    bs_array_free(&options->without);
    bs_array_free(&options->params);
}

void bs_options_help(const bs_command *command)
{
    printf("usage: broadsheet %s\n\n%s\n\n", command->usage, command->details);
    for (size_t i = 0; i < OPTIONS_KNOWN; i++) {
        const known_option *option = &options_known[i];
        if (!is_taken(command, option))
            continue;
        char left[64];
        snprintf(left, sizeof left, "%c%c%s--%s%s%s", option->letter ? '-' : ' ',
                 option->letter ? option->letter : ' ', option->letter ? ", " : "  ", option->name,
                 option->value ? " " : "", option->value ? option->value : "");
        printf("  %-28s %s\n", left, option->help);
    }
}
