/* command_info.c - broadsheet info: what is in a corpus, and what was skipped and why. */
#include <inttypes.h>

#include "base/error.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "corpus/info.h"
#include "table/write.h"

enum { ROWS_SHOWN = 12, SKIPS_SHOWN = 200 };

/* Counts by name, in the order in which they are shown. */
typedef struct fact {
    const char *name;
    uint64_t value;
} fact;

enum { FACTS = 18 };

static void list_facts(const bs_corpus_info *info, fact facts[FACTS])
{
    const fact all[FACTS] = {
        {"articles", info->articles},
        {"dated articles", info->dated_articles},
        {"bytes of text", info->text_bytes},
        {"tokens", info->tokens},
        {"distinct forms", info->types},
        {"sentences", info->sentences},
        {"segments", info->segments},
        {"entities", info->entities},
        {"mentions", info->mentions},
        {"quotations", info->quotations},
        {"dates", info->dates},
        {"claims", info->claims},
        {"findings", info->findings},
        {"sources", info->sources},
        {"shards", info->shards},
        {"bytes on disk", info->disk_bytes},
        {"skipped: litter", info->skipped_litter},
        {"skipped: unreadable or foreign", info->skipped_unreadable + info->skipped_foreign},
    };
    memcpy(facts, all, sizeof all);
}

static bs_status add_table(const bs_table *table, const char *title, size_t rows, bs_buffer *text,
                           bs_error *error)
{
    if (!table || bs_table_row_count(table) == 0)
        return BS_OK;
    bs_buffer_print(text, "\n%s\n", title);
    bs_table_write_options options = {.rows_max = rows};
    return bs_table_format_to(table, BS_FORMAT_TEXT, &options, text, error);
}

static bs_status print_text(const bs_corpus_info *info, const char *path, bs_buffer *text,
                            bs_error *error)
{
    fact facts[FACTS];
    list_facts(info, facts);
    bs_buffer_print(text, "%s, digest %s\n", path, info->digest);
    if (info->first[0])
        bs_buffer_print(text, "from %s to %s\n", info->first, info->last);
    bs_buffer_add_char(text, '\n');
    for (size_t i = 0; i < FACTS; i++)
        bs_buffer_print(text, "%-30s %12" PRIu64 "\n", facts[i].name, facts[i].value);
    bs_status status = add_table(info->years, "Years", 0, text, error);
    if (status == BS_OK)
        status = add_table(info->languages, "Languages", ROWS_SHOWN, text, error);
    if (status == BS_OK)
        status = add_table(info->outlets, "Outlets", ROWS_SHOWN, text, error);
    if (status == BS_OK)
        status = add_table(info->inputs, "Inputs", 0, text, error);
    if (status == BS_OK)
        status = add_table(info->settings, "Settings", 0, text, error);
    if (status == BS_OK)
        status = add_table(info->skip_counts, "Skipped, by reason", 0, text, error);
    if (status == BS_OK)
        status = add_table(info->skipped, "Skipped", SKIPS_SHOWN, text, error);
    return status;
}

static bs_status add_json(const char *name, const bs_table *table, bs_buffer *text, bs_error *error)
{
    bs_buffer_print(text, ",\n\"%s\": ", name);
    if (!table) {
        bs_buffer_add(text, BS_STR("[]"));
        return BS_OK;
    }
    bs_status status = bs_table_format_to(table, BS_FORMAT_JSON, NULL, text, error);
    while (text->size > 0 && text->data[text->size - 1] == '\n')
        text->size--;
    return status;
}

static bs_status print_json(const bs_corpus_info *info, const char *path, bs_buffer *text,
                            bs_error *error)
{
    const struct {
        const char *name;
        const bs_table *table;
    } tables[] = {
        {"years", info->years},
        {"languages", info->languages},
        {"outlets", info->outlets},
        {"inputs", info->inputs},
        {"shards", info->shard_list},
        {"settings", info->settings},
        {"skipped_by_reason", info->skip_counts},
        {"skipped", info->skipped},
    };
    fact facts[FACTS];
    list_facts(info, facts);
    bs_buffer_add(text, BS_STR("{\"corpus\": "));
    bs_buffer_add_json(text, bs_str_from(path));
    bs_buffer_print(text, ", \"digest\": \"%s\", \"first\": \"%s\", \"last\": \"%s\"", info->digest,
                    info->first, info->last);
    bs_buffer_add(text, BS_STR(",\n\"counts\": {"));
    for (size_t i = 0; i < FACTS; i++)
        bs_buffer_print(text, "%s\"%s\": %" PRIu64, i ? ", " : "", facts[i].name, facts[i].value);
    bs_buffer_add_char(text, '}');
    bs_status status = BS_OK;
    for (size_t i = 0; status == BS_OK && i < sizeof tables / sizeof *tables; i++)
        status = add_json(tables[i].name, tables[i].table, text, error);
    bs_buffer_add(text, BS_STR("}\n"));
    return status;
}

int bs_command_info(const bs_options *options)
{
    const char *path = options->operands[0];
    bs_str format = options->format ? bs_str_from(options->format) : BS_STR("text");
    bool is_json = bs_str_equal(format, BS_STR("json"));
    bs_error error;
    if (!is_json && !bs_str_equal(format, BS_STR("text"))) {
        bs_fail(&error, BS_MISUSE, "info prints text or json, not '%s'", options->format);
        return bs_console_fail(&error);
    }
    bs_corpus_info info;
    bs_status status = bs_corpus_info_get(path, &info, &error);
    if (status != BS_OK)
        return bs_console_fail(&error);
    bs_buffer text = {0};
    status =
        is_json ? print_json(&info, path, &text, &error) : print_text(&info, path, &text, &error);
    if (status == BS_OK && text.failed)
        status = bs_fail_memory(&error);
    if (status == BS_OK)
        status = bs_console_write(bs_buffer_str(&text), &error);
    bs_buffer_clear(&text);
    bs_corpus_info_clear(&info);
    if (status == BS_OK)
        return BS_EXIT_DONE;
    return ferror(stdout) ? BS_EXIT_DONE : bs_console_fail(&error); /* told at the end */
}
