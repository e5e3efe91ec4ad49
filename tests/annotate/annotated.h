/* annotated.h - for tests of this room: a text annotated with the small lexicons of
 * tests/fixtures/annotate and the bundled rules. */
#ifndef BS_TESTS_ANNOTATED_H
#define BS_TESTS_ANNOTATED_H

#include "annotate/annotate.h"
#include "base/error.h"
#include "base/str.h"
#include "check.h"
#include "script/rule_host.h"

#define FIXTURES "tests/fixtures/annotate"

typedef struct annotated {
    bs_rules *rules;
    bs_annotator *annotator;
    bs_annotate_worker *worker;
    bs_layers layers;
    bs_str text;
} annotated;

/* `lexicon` is a further one, of the user, or NULL. */
static inline void open_annotated(annotated *all, const char *lexicon, bs_annotate_depth depth)
{
    *all = (annotated){0};
    bs_error error = {0};
    if (bs_rules_new(BS_STR("."), NULL, 0, &all->rules, &error) != BS_OK)
        fail_msg("%s", error.message);
    bs_str user = bs_str_from(lexicon);
    bs_annotator_options options = {
        .data = BS_STR(FIXTURES),
        .lexicons = &user,
        .lexicon_count = lexicon != NULL,
        .rules = bs_rules_host(all->rules),
        .depth = depth,
    };
    if (bs_annotator_new(&options, &all->annotator, &error) != BS_OK ||
        bs_annotate_worker_new(all->annotator, &all->worker, &error) != BS_OK)
        fail_msg("%s", error.message);
}

static inline void close_annotated(annotated *all)
{
    bs_layers_clear(&all->layers);
    bs_annotate_worker_free(all->worker);
    bs_annotator_free(all->annotator);
    bs_rules_free(all->rules);
}

static inline void annotate_as(annotated *all, bs_str text, const bs_segment *segments,
                               size_t segment_count, const char *published)
{
    bs_error error = {0};
    bs_annotate_input input = {.text = text,
                               .segments = segments,
                               .segment_count = segment_count,
                               .published = bs_str_from(published),
                               .keeps_readings = true};
    all->text = text;
    if (bs_annotate(all->worker, &input, &all->layers, &error) != BS_OK)
        fail_msg("%s", error.message);
}

static inline void annotate(annotated *all, const char *text, const char *published)
{
    bs_segment body = {BS_SEGMENT_BODY, 0, (uint32_t)strlen(text), {0}};
    annotate_as(all, bs_str_from(text), &body, 1, published);
}

static inline bs_str span_text(const annotated *all, bs_span span)
{
    return bs_str_slice(all->text, span.start, span.end);
}

/* The first mention with this text, or NULL. */
static inline const bs_mention *find_mention(const annotated *all, const char *text)
{
    for (size_t index = 0; index < all->layers.mentions.count; index++)
        if (bs_str_equal(span_text(all, all->layers.mentions.items[index].span), bs_str_from(text)))
            return &all->layers.mentions.items[index];
    return NULL;
}

static inline const bs_entity *entity_of(const annotated *all, const bs_mention *mention)
{
    return mention && mention->entity != BS_NONE ? &all->layers.entities.items[mention->entity]
                                                 : NULL;
}

/* The mention `text` is of the entity `id`. */
static inline void check_mention_at(const annotated *all, const char *text, const char *id,
                                    const char *file, int line)
{
    const bs_entity *entity = entity_of(all, find_mention(all, text));
    if (!entity || !bs_str_equal(entity->id, bs_str_from(id))) {
        print_error("%s is %.*s, not %s\n", text, entity ? (int)entity->id.size : 7,
                    entity ? entity->id.data : "nothing", id);
        _fail(file, line);
    }
}
#define CHECK_MENTION(all, text, id) check_mention_at(all, text, id, __FILE__, __LINE__)

/* All mentions as "text=id;text=id". */
static inline bs_str all_mentions(const annotated *all, bs_buffer *buffer)
{
    buffer->size = 0;
    for (size_t index = 0; index < all->layers.mentions.count; index++) {
        const bs_mention *mention = &all->layers.mentions.items[index];
        if (index > 0)
            bs_buffer_add_char(buffer, ';');
        bs_buffer_add(buffer, span_text(all, mention->span));
        bs_buffer_add_char(buffer, '=');
        bs_buffer_add(buffer, all->layers.entities.items[mention->entity].id);
    }
    return bs_buffer_str(buffer);
}

static inline bs_str attribute(const bs_entity *entity, const char *name)
{
    for (size_t index = 0; index < entity->attribute_count; index++)
        if (bs_str_equal(entity->attributes[index].name, bs_str_from(name)))
            return entity->attributes[index].value;
    return (bs_str){0};
}

#endif
