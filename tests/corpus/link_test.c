/* link_test.c - who is who does not depend on how articles lie in shards. */
#include "corpus/link.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/map.h"
#include "base/str.h"
#include "check.h"
#include "corpus/link_name.h"
#include "corpus/shard_io.h"

enum { ARTICLES = 90, PEOPLE = 3 };

static const char *const NAMES[] = {
    "John Smith",      "John A. Smith",     "John B. Smith", "Joe Smith",    "Joseph Smith",
    "Mohammed Rashid", "Muhammad Rashid",   "Kim Jong-min",  "Kim Jong Min", "Jong-min Kim",
    "Alan Garcia",     "Alan García Perez", "A. Garcia",     "Smith John",
};
static const char *const COUNTRIES[] = {"France", "Japan", "Kenya"};
static const char *const OFFICES[] = {"minister", "general", "bishop", "foreign minister"};

enum { NAME_COUNT = sizeof NAMES / sizeof *NAMES };

typedef struct made {
    bs_arena arena;
    bs_vocabulary *vocabulary;
    bs_article articles[ARTICLES];
    bs_layers layers[ARTICLES];
} made;

static uint32_t next(uint64_t *random)
{
    *random = *random * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*random >> 33);
}

static void add_person(made *all, bs_layers *layers, const char *name, uint64_t *random)
{
    bs_attribute *said = bs_arena_array(&all->arena, 2, sizeof *said);
    bs_str *names = bs_arena_array(&all->arena, 1, sizeof *names);
    size_t count = 0;
    names[0] = bs_str_from(name);
    if (next(random) % 3 == 0)
        said[count++] =
            (bs_attribute){BS_STR("said_country"), bs_str_from(COUNTRIES[next(random) % 3])};
    if (next(random) % 3 == 0)
        said[count++] =
            (bs_attribute){BS_STR("said_office"), bs_str_from(OFFICES[next(random) % 4])};
    bs_entity *entity = bs_array_push(&layers->entities);
    *entity = (bs_entity){.id = bs_arena_print(&all->arena, "person:%s", name),
                          .type = BS_ENTITY_PERSON,
                          .name = names[0],
                          .names = names,
                          .name_count = 1,
                          .attributes = said,
                          .attribute_count = count,
                          .is_of_article = true};
    *(bs_mention *)bs_array_push(&layers->mentions) =
        (bs_mention){.span = {0, 1},
                     .token_end = 1,
                     .entity = (uint32_t)layers->entities.count - 1,
                     .rule = BS_STR("test")};
}

static void add_body(made *all, bs_layers *layers, uint32_t number)
{
    bs_entity *entity = bs_array_push(&layers->entities);
    *entity = (bs_entity){.id = bs_arena_print(&all->arena, "org:%u", number),
                          .type = BS_ENTITY_ORGANIZATION,
                          .name = BS_STR("Body")};
    *(bs_mention *)bs_array_push(&layers->mentions) =
        (bs_mention){.span = {0, 1},
                     .token_end = 1,
                     .entity = (uint32_t)layers->entities.count - 1,
                     .type = BS_ENTITY_ORGANIZATION,
                     .rule = BS_STR("test")};
}

static made *make_articles(void)
{
    made *all = calloc(1, sizeof *all);
    CHECK_OK(bs_vocabulary_new(&all->vocabulary, NULL));
    uint64_t random = 11;
    for (size_t i = 0; i < ARTICLES; i++) {
        bs_layers *layers = &all->layers[i];
        all->articles[i] = (bs_article){
            .id = bs_arena_print(&all->arena, "article-%02zu", (i * 37) % ARTICLES),
            .file = BS_STR("test"),
            .text = bs_arena_print(&all->arena, "x %zu", i),
            .published = bs_arena_print(&all->arena, "%u-0%u", 1970 + next(&random) % 55,
                                        1 + next(&random) % 9)};
        bs_token *token = bs_array_push(&layers->tokens);
        *token = (bs_token){.start = 0, .end = 1};
        CHECK_OK(
            bs_vocabulary_add(all->vocabulary, BS_STR("x"), BS_TOKEN_WORD, &token->type, NULL));
        uint32_t first = next(&random);
        for (uint32_t person = 0; person < PEOPLE; person++)
            add_person(all, layers, NAMES[(first + person * 5) % NAME_COUNT], &random);
        add_body(all, layers, next(&random) % 40);
    }
    return all;
}

static void free_articles(made *all)
{
    for (size_t i = 0; i < ARTICLES; i++)
        bs_layers_clear(&all->layers[i]);
    bs_vocabulary_free(all->vocabulary);
    bs_arena_clear(&all->arena);
    free(all);
}

static int compare_lines(const void *a, const void *b)
{
    return bs_str_compare(*(const bs_str *)a, *(const bs_str *)b);
}

/* What becomes of each person of each article, as lines in order, with the articles dealt out to
 * `shard_count` shards, the last of them first if asked for. */
static bs_str link_all(made *all, size_t shard_count, bool is_turned, size_t *changed)
{
    bs_shard *shards[ARTICLES];
    bs_links links = {0};
    const bs_link_options options = {0};
    for (size_t s = 0; s < shard_count; s++) {
        bs_shard_writer *writer;
        CHECK_OK(bs_shard_writer_new(&writer, NULL));
        for (size_t i = s; i < ARTICLES; i += shard_count) {
            size_t at = is_turned ? ARTICLES - 1 - i : i;
            CHECK_OK(bs_shard_writer_add(writer, &all->articles[at], &all->layers[at], NULL));
        }
        CHECK_OK(bs_shard_writer_finish(writer, all->vocabulary, NULL));
        CHECK_OK(bs_shard_from_writer(writer, &shards[s], NULL));
    }
    CHECK_OK(bs_links_find(shards, shard_count, &options, &all->arena, &links, NULL));
    bs_str *lines = bs_arena_array(&all->arena, links.count + 1, sizeof *lines);
    for (size_t i = 0; i < links.count; i++) {
        const bs_link *link = &links.items[i];
        const bs_shard *shard = shards[link->shard];
        lines[i] = bs_arena_print(&all->arena, "%.*s|%.*s|%.*s|%.*s|%.*s|%.*s",
                                  BS_STR_ARG(bs_text_at(&shard->articles.id, link->article)),
                                  BS_STR_ARG(bs_text_at(&shard->entities.id, link->row)),
                                  BS_STR_ARG(link->entity), BS_STR_ARG(link->name),
                                  BS_STR_ARG(link->rule), BS_STR_ARG(link->reason));
    }
    qsort(lines, links.count, sizeof *lines, compare_lines);
    bs_buffer text = {0};
    for (size_t i = 0; i < links.count; i++) {
        bs_buffer_add(&text, lines[i]);
        bs_buffer_add_char(&text, '\n');
    }
    *changed = links.count;
    bs_str copy = bs_arena_copy(&all->arena, bs_buffer_str(&text));
    bs_buffer_clear(&text);
    for (size_t s = 0; s < shard_count; s++)
        bs_shard_close(shards[s]);
    bs_array_free(&links);
    return copy;
}

static void links_do_not_depend_on_shards(void **state)
{
    (void)state;
    made *all = make_articles();
    size_t changed, again;
    bs_str whole = link_all(all, 1, false, &changed);
    CHECK(changed > ARTICLES);
    static const size_t COUNTS[] = {1, 2, 7, 31, ARTICLES};
    for (size_t i = 0; i < sizeof COUNTS / sizeof *COUNTS; i++) {
        for (int is_turned = 0; is_turned < 2; is_turned++) {
            bs_str other = link_all(all, COUNTS[i], is_turned == 1, &again);
            CHECK(again == changed);
            CHECK(bs_str_equal(other, whole));
        }
    }
    free_articles(all);
}

static void rows_of_an_id_become_one(void **state)
{
    (void)state;
    made *all = make_articles();
    bs_shard_writer *writer;
    bs_shard *shard;
    CHECK_OK(bs_shard_writer_new(&writer, NULL));
    for (size_t i = 0; i < ARTICLES; i++)
        CHECK_OK(bs_shard_writer_add(writer, &all->articles[i], &all->layers[i], NULL));
    CHECK_OK(bs_shard_writer_finish(writer, all->vocabulary, NULL));
    CHECK_OK(bs_shard_from_writer(writer, &shard, NULL));
    CHECK(shard->entities.count > ARTICLES * PEOPLE);
    const bs_link links[] = {{.row = (uint32_t)shard->entities.count - 1,
                              .article = shard->entities.article[shard->entities.count - 1],
                              .entity = BS_STR("person:a"),
                              .name = BS_STR("A")}};
    CHECK_OK(bs_shard_link(shard, links, 1, NULL));
    CHECK(shard->entities.count < NAME_COUNT + 42);
    CHECK_OK(bs_shard_verify(shard, "linked", NULL));
    for (size_t row = 1; row < shard->entities.count; row++)
        CHECK(bs_str_compare(bs_text_at(&shard->entities.id, row - 1),
                             bs_text_at(&shard->entities.id, row)) < 0);
    bs_shard_close(shard);
    free_articles(all);
}

static bs_link_fit fit(const char *a, const char *b, const char **rule)
{
    bs_arena arena = {0};
    bs_link_name x, y;
    CHECK_OK(bs_link_name_read(bs_str_from(a), &arena, &x, NULL));
    CHECK_OK(bs_link_name_read(bs_str_from(b), &arena, &y, NULL));
    bs_link_fit how = bs_link_name_fit(&x, &y, rule);
    const char *turned;
    CHECK(bs_link_name_fit(&y, &x, &turned) == how);
    uint64_t keys[2][BS_LINK_KEYS_MAX];
    size_t count = bs_link_name_keys(&x, keys[0]), other = bs_link_name_keys(&y, keys[1]);
    bool has_key = false;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < other; j++)
            has_key |= keys[0][i] == keys[1][j];
    CHECK(how == BS_LINK_APART || has_key); /* else they would never meet */
    bs_arena_clear(&arena);
    return how;
}

static void names_are_compared_as_people_write_them(void **state)
{
    (void)state;
    const struct {
        const char *a, *b;
        bs_link_fit fit;
        const char *rule;
    } CASES[] = {
        {"Joseph R. Biden Jr.", "Joe Biden", BS_LINK_LIKELY, "linking.short"},
        {"John F. Okoro", "John Okoro", BS_LINK_SAME, "linking.middle"},
        {"John Fela Okoro", "John Okoro", BS_LINK_LIKELY, "linking.middle"},
        {"Kishida Fumio", "Fumio Kishida", BS_LINK_SAME, "linking.order"},
        {"Mohammed bin Salman", "Muhammad bin Salman", BS_LINK_LIKELY, "linking.romanisation"},
        {"Khaled Yusuf", "Khalid Youssef", BS_LINK_POSSIBLE, "linking.romanisation"},
        {"Bashar al-Assad", "Bashar Assad", BS_LINK_SAME, "linking.name"},
        {"Kim Jong-un", "Kim Jong Un", BS_LINK_SAME, "linking.hyphen"},
        {"Jong-un Kim", "Kim Jong Un", BS_LINK_SAME, "linking.order"},
        {"José Muñoz", "Jose Munoz", BS_LINK_SAME, "linking.name"},
        {"Ursula von der Leyen", "Ursula Von der Leyen", BS_LINK_SAME, "linking.name"},
        {"James Grey", "James Gore", BS_LINK_POSSIBLE, "linking.romanisation"},
        {"A. Gromyko", "Andrei Gromyko", BS_LINK_POSSIBLE, "linking.initial"},
        {"Gabriel García", "Gabriel García Márquez", BS_LINK_POSSIBLE, "linking.longer"},
        {"John A. Smith", "John B. Smith", BS_LINK_APART, NULL},
        {"John Smith Sr.", "John Smith Jr.", BS_LINK_APART, NULL},
        {"Osama Hamdan", "Usama Hamdan", BS_LINK_LIKELY, "linking.romanisation"},
        {"Karim Haddad", "Karam Haddad", BS_LINK_APART, NULL},
        {"Stephen Grey", "Stephen Auger", BS_LINK_APART, NULL},
        {"Salim Omar", "Salim Mora", BS_LINK_APART, NULL},
        {"Anna Smith", "John Smith", BS_LINK_APART, NULL},
        {"Smith", "John Smith", BS_LINK_APART, NULL},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const char *rule;
        bs_link_fit how = fit(CASES[i].a, CASES[i].b, &rule);
        if (how != CASES[i].fit || (CASES[i].rule && strcmp(rule, CASES[i].rule) != 0))
            fail_msg("%s and %s: %d by %s", CASES[i].a, CASES[i].b, (int)how, rule);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_do_not_depend_on_shards),
        cmocka_unit_test(rows_of_an_id_become_one),
        cmocka_unit_test(names_are_compared_as_people_write_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
