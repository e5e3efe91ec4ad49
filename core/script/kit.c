/* kit.c - see kit.h. */
#include "script/kit.h"

#include "base/error.h"
#include "base/file.h"
#include "base/home.h"
#include "base/str.h"

static bs_status open_kit(bs_kit *kit, const bs_kit_options *options, bs_arena *arena,
                          bs_error *error)
{
    bs_str home;
    bs_status status = bs_home_find(arena, &home, error);
    if (status != BS_OK)
        return status;
    bs_annotator_options wanted = {
        .data = bs_path_join(arena, home, BS_STR("data")),
        .lexicons = options->lexicons,
        .lexicon_count = options->lexicon_count,
        .depth = options->depth,
    };
    if (!wanted.data.data)
        return bs_fail_memory(error);
    if (options->depth == BS_ANNOTATE_ALL) {
        status = bs_rules_new_without(home, options->rules, options->rule_count, options->without,
                                      options->without_count, &kit->rules, error);
        if (status != BS_OK)
            return status;
        wanted.rules = bs_rules_host(kit->rules);
    }
    return bs_annotator_new(&wanted, &kit->annotator, error);
}

bs_status bs_kit_init(bs_kit *kit, const bs_kit_options *options, bs_error *error)
{
    *kit = (bs_kit){NULL, NULL};
    bs_arena arena = {0};
    bs_status status = open_kit(kit, options, &arena, error);
    bs_arena_clear(&arena);
    return status;
}

void bs_kit_clear(bs_kit *kit)
{
    bs_annotator_free(kit->annotator);
    bs_rules_free(kit->rules);
    *kit = (bs_kit){NULL, NULL};
}

bool bs_kit_depth(bs_str name, bs_annotate_depth *depth)
{
    if (!name.data || bs_str_equal(name, BS_STR("all")))
        *depth = BS_ANNOTATE_ALL;
    else if (bs_str_equal(name, BS_STR("lists")))
        *depth = BS_ANNOTATE_LISTS;
    else if (bs_str_equal(name, BS_STR("none")))
        *depth = BS_ANNOTATE_NONE;
    else
        return false;
    return true;
}
