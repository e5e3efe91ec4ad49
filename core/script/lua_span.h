/* lua_span.h - what stands off from the text of an article, as Lua sees it: one row of a shard. */
#ifndef BS_SCRIPT_LUA_SPAN_H
#define BS_SCRIPT_LUA_SPAN_H

#include <lua.h>

#include "corpus/shard.h"
#include "script/lua_selection.h"

typedef enum bs_span_kind {
    BS_SPAN_SEGMENT,
    BS_SPAN_SENTENCE,
    BS_SPAN_TOKEN,
    BS_SPAN_MENTION,
    BS_SPAN_QUOTATION,
    BS_SPAN_DATE,
    BS_SPAN_CLAIM,
    BS_SPAN_FINDING,
    BS_SPAN_KINDS,
} bs_span_kind;

/* The rows of one article. */
void bs_span_rows(const bs_shard *shard, size_t article, bs_span_kind kind, uint32_t *start,
                  uint32_t *end);
/* Whether a row has the type or kind `wanted` (-1 for any) and, of a quotation, that speaker. */
bool bs_span_is_wanted(const bs_shard *shard, bs_span_kind kind, uint32_t row, int wanted,
                       bs_str speaker);
/* Pushes the span of the article at index `article`. */
void bs_span_push(lua_State *L, int article, bs_span_kind kind, uint32_t row);
/* Pushes an evidence id. */
int bs_cite_push(lua_State *L, const bs_article_box *box, uint32_t start, uint32_t end);
/* Makes the metatables of all kinds. */
void bs_open_spans(lua_State *L);

#endif
