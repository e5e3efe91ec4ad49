/* crawl_fuzz.c - any bytes as a crawl, packed or not. */
#include "read/container.h"
#include "read_fuzz.h"

static bs_status parse_source(void *context, const bs_source *source, bs_error *error)
{
    bs_arena arena = {0};
    bs_article_events events = {context, check_article, check_skipped};
    bs_status status = bs_read_parse(source, NULL, &arena, &events, error);
    bs_arena_clear(&arena);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bs_walk_events events = {NULL, NULL, parse_source, check_skipped};
    bs_unpacking unpacking = {.events = &events, .origin = BS_STR("a.warc"), .size = size};
    bs_error error;
    bs_str bytes = {(const char *)data, size};
    demand(bs_container_offer(&unpacking, BS_STR("a.warc"), BS_STR("a.warc"), bytes, &error) ==
           BS_OK);
    return 0;
}
