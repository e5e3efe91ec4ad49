/* read_any_fuzz.c - any bytes: opened where they are a container, recognised, decoded, read. */
#include "read/container.h"
#include "read_fuzz.h"

static bs_status parse_source(void *context, const bs_source *source, bs_error *error)
{
    bs_arena *arena = context;
    bs_article_events events = {NULL, check_article, check_skipped};
    return bs_read_parse(source, NULL, arena, &events, error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bs_arena arena = {0};
    bs_walk_events events = {&arena, NULL, parse_source, check_skipped};
    bs_unpacking unpacking = {.events = &events, .origin = BS_STR("a"), .size = size};
    bs_error error;
    demand(bs_container_offer(&unpacking, BS_STR("a"), BS_STR("a"),
                              (bs_str){(const char *)data, size}, &error) == BS_OK);
    bs_arena_clear(&arena);
    return 0;
}
