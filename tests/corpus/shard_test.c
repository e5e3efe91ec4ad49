/* shard_test.c - what goes into a shard comes out of it, from memory and from disk. */
#include "corpus/article_json.h"
#include "corpus/corpus.h"
#include "corpus/query_match.h"
#include "fixture.h"

static void in_memory(const fixture *made, bs_shard **shard)
{
    CHECK_OK(bs_shard_from_writer(fixture_writer(made), shard, NULL));
}

static void on_disk(const fixture *made, bs_shard **shard)
{
    char folder[80];
    bs_shard_file_facts facts[BS_SHARD_FILES];
    bs_error error = {BS_OK, ""};
    snprintf(folder, sizeof folder, "%s/shard", made->folder);
    fixture_save(made, folder, facts);
    bs_status status = bs_shard_open(folder, facts, (bs_str){NULL, 0}, shard, &error);
    if (status != BS_OK)
        fail_msg("%s", error.message);
}

static void check_json_of(const bs_shard *shard, const fixture *made)
{
    for (size_t i = 0; i < FIXTURE_ARTICLES; i++) {
        bs_arena arena = {0};
        bs_article article;
        bs_layers layers = {0};
        bs_buffer before = {0}, after = {0};
        CHECK_OK(bs_shard_article(shard, i, &arena, &article, NULL));
        CHECK_OK(bs_shard_layers(shard, i, &layers, NULL));
        bs_article_json(&made->articles[i], &made->layers[i], &before);
        bs_article_json(&article, &layers, &after);
        bs_buffer_add_char(&before, '\0');
        bs_buffer_add_char(&after, '\0');
        assert_string_equal(before.data, after.data);
        bs_buffer_clear(&before);
        bs_buffer_clear(&after);
        bs_layers_clear(&layers);
        bs_arena_clear(&arena);
    }
}

static void an_article_comes_back_from_memory_with_all_its_layers(void **state)
{
    bs_shard *shard;
    in_memory(*state, &shard);
    check_json_of(shard, *state);
    bs_shard_close(shard);
}

static void an_article_comes_back_from_disk_with_all_its_layers(void **state)
{
    bs_shard *shard;
    on_disk(*state, &shard);
    check_json_of(shard, *state);
    bs_shard_close(shard);
}

static void types_lie_in_byte_order_and_only_those_that_occur(void **state)
{
    bs_shard *shard;
    on_disk(*state, &shard);
    CHECK(shard->types.count == 12);
    for (size_t i = 0; i + 1 < shard->types.count; i++)
        CHECK(bs_str_compare(bs_text_at(&shard->types.form, i),
                             bs_text_at(&shard->types.form, i + 1)) < 0);
    CHECK(bs_shard_type_find(shard, BS_STR("unused")) == BS_NONE);
    CHECK(bs_shard_type_find(shard, BS_STR("zzz")) == BS_NONE);
    uint32_t talks = bs_shard_type_find(shard, BS_STR("talks"));
    CHECK_STR(bs_text_at(&shard->types.form, talks), "talks");
    CHECK_STR(bs_text_at(&shard->types.stem, talks), "talk");
    CHECK(shard->types.tokens[talks] == 2 && shard->types.articles[talks] == 1);
    uint32_t stop = bs_shard_type_find(shard, BS_STR("."));
    CHECK(shard->types.tokens[stop] == 4 && shard->types.articles[stop] == 2);
    CHECK(shard->types.kind[stop] == BS_TOKEN_PUNCTUATION);
    bs_shard_close(shard);
}

static void positions_lead_to_the_tokens_of_a_type_in_order(void **state)
{
    bs_shard *shard;
    on_disk(*state, &shard);
    size_t seen = 0;
    for (size_t type = 0; type < shard->types.count; type++) {
        for (int32_t i = shard->types.position_start[type];
             i < shard->types.position_start[type + 1]; i++, seen++) {
            CHECK(shard->tokens.type[shard->types.positions[i]] == type);
            CHECK(i == shard->types.position_start[type] ||
                  shard->types.positions[i] > shard->types.positions[i - 1]);
        }
    }
    CHECK(seen == shard->tokens.count);
    bs_shard_close(shard);
}

static void a_token_knows_its_article_and_sentence(void **state)
{
    bs_shard *shard;
    on_disk(*state, &shard);
    CHECK(shard->articles.token_start[1] == 10 && shard->articles.token_start[3] == 16);
    CHECK(bs_shard_article_of_token(shard, 0) == 0);
    CHECK(bs_shard_article_of_token(shard, 9) == 0);
    CHECK(bs_shard_article_of_token(shard, 10) == 1);
    CHECK(bs_shard_article_of_token(shard, 15) == 1);
    CHECK(bs_shard_sentence_of_token(shard, 3) == 0);
    CHECK(bs_shard_sentence_of_token(shard, 4) == 1);
    CHECK(bs_shard_sentence_of_token(shard, 15) == 3);
    bs_shard_close(shard);
}

static void what_is_not_known_is_missing(void **state)
{
    bs_shard *shard;
    on_disk(*state, &shard);
    CHECK(bs_text_at(&shard->articles.title, 0).data != NULL);
    CHECK(bs_text_at(&shard->articles.title, 1).data == NULL);
    CHECK(shard->articles.day[1] == BS_DAY_UNKNOWN);
    CHECK(shard->articles.day[0] == 19905); /* 2024-07-01 */
    CHECK(shard->mentions.entity[1] == BS_NONE);
    CHECK(isnan(shard->claims.value[0]) && shard->claims.value[1] == 2.5);
    CHECK(bs_text_at(&shard->claims.subject, 1).data == NULL);
    bs_shard_close(shard);
}

static void entities_lie_in_order_of_ids_and_keep_their_references(void **state)
{
    bs_shard *shard;
    on_disk(*state, &shard);
    CHECK_STR(bs_text_at(&shard->entities.id, 0), "body:a");
    CHECK_STR(bs_text_at(&shard->entities.id, 1), "country:KR");
    CHECK(shard->mentions.entity[0] == 1 && shard->quotations.speaker[0] == 0);
    bs_arena arena = {0};
    bs_entity entity;
    CHECK_OK(bs_shard_entity(shard, 1, &arena, &entity, NULL));
    CHECK(entity.name_count == 2 && entity.attribute_count == 2);
    CHECK_STR(entity.names[1], "Seoul");
    CHECK_STR(entity.attributes[1].value, "a \"quote\"");
    bs_arena_clear(&arena);
    bs_shard_close(shard);
}

static void a_mention_outside_of_the_text_is_refused(void **state)
{
    fixture *made = *state;
    bs_shard_writer *writer;
    bs_error error;
    made->layers[0].mentions.items[0].span.end = 1000;
    CHECK_OK(bs_shard_writer_new(&writer, NULL));
    CHECK_OK(bs_shard_writer_add(writer, &made->articles[0], &made->layers[0], NULL));
    CHECK(bs_shard_writer_finish(writer, made->vocabulary, &error) == BS_BAD_DATA);
    CHECK(strstr(error.message, "mentions") != NULL);
    bs_shard_writer_free(writer);
}

/* Columns as long as the text are not looked through when a shard is opened. */
static void tokens_outside_of_the_text_are_cut_and_told_of(void **state)
{
    bs_shard *shard;
    on_disk(*state, &shard);
    bs_shard damaged = *shard;
    uint32_t starts[64];
    uint32_t count = (uint32_t)shard->tokens.count,
             size = (uint32_t)bs_text_at(&shard->articles.text, 0).size;
    CHECK(count <= 64);
    for (uint32_t i = 0; i < count; i++)
        starts[i] = i % 2 ? UINT32_MAX - i : size - i;
    damaged.tokens.start = starts;
    for (uint32_t first = 0; first < shard->articles.token_start[1]; first++)
        for (uint32_t end = first; end <= shard->articles.token_start[1]; end++) {
            bs_range bytes = bs_bytes_of_tokens(&damaged, 0, first, end);
            CHECK(bytes.start <= bytes.end && bytes.end <= size);
        }
    bs_layers layers = {0};
    CHECK(bs_shard_layers(&damaged, 0, &layers, NULL) == BS_BAD_DATA);
    bs_layers_clear(&layers);
    bs_shard_close(shard);
}

static void a_position_outside_of_the_shard_is_an_error(void **state)
{
    bs_shard *shard;
    on_disk(*state, &shard);
    bs_shard damaged = *shard;
    uint32_t positions[64];
    bs_position_list list;
    CHECK(shard->tokens.count <= 64);
    memcpy(positions, shard->types.positions, shard->tokens.count * sizeof *positions);
    CHECK_OK(bs_positions_of(shard, 1, &list, NULL));
    CHECK(list.count == shard->types.tokens[1] &&
          list.items[0] == positions[shard->types.position_start[1]]);
    positions[shard->types.position_start[1]] = (uint32_t)shard->tokens.count;
    damaged.types.positions = positions;
    CHECK_OK(bs_positions_of(&damaged, 0, &list, NULL));
    CHECK(bs_positions_of(&damaged, 1, &list, NULL) == BS_BAD_DATA);
    bs_shard_close(shard);
}

static void a_writer_that_is_reset_makes_the_same_shard_again(void **state)
{
    fixture *made = *state;
    bs_shard_writer *writer = fixture_writer(made);
    bs_shard_file_facts first[BS_SHARD_FILES], second[BS_SHARD_FILES];
    char folder[80];
    snprintf(folder, sizeof folder, "%s/one", made->folder);
    CHECK_OK(bs_shard_writer_save(writer, folder, first, NULL));
    bs_shard_writer_reset(writer);
    for (size_t i = 0; i < FIXTURE_ARTICLES; i++)
        CHECK_OK(bs_shard_writer_add(writer, &made->articles[i], &made->layers[i], NULL));
    CHECK_OK(bs_shard_writer_finish(writer, made->vocabulary, NULL));
    snprintf(folder, sizeof folder, "%s/two", made->folder);
    CHECK_OK(bs_shard_writer_save(writer, folder, second, NULL));
    assert_memory_equal(first, second, sizeof first);
    bs_shard_writer_free(writer);
}

static void a_shard_without_articles_opens(void **state)
{
    fixture *made = *state;
    bs_shard_writer *writer;
    bs_shard *shard;
    bs_shard_file_facts facts[BS_SHARD_FILES];
    char folder[80];
    snprintf(folder, sizeof folder, "%s/empty", made->folder);
    CHECK_OK(bs_shard_writer_new(&writer, NULL));
    CHECK_OK(bs_shard_writer_finish(writer, made->vocabulary, NULL));
    CHECK_OK(bs_shard_writer_save(writer, folder, facts, NULL));
    CHECK_OK(bs_shard_open(folder, facts, (bs_str){NULL, 0}, &shard, NULL));
    CHECK(shard->articles.count == 0 && shard->types.count == 0);
    bs_shard_close(shard);
    bs_shard_writer_free(writer);
}

static void a_corpus_in_memory_orders_articles_by_date_then_id(void **state)
{
    fixture *made = *state;
    bs_corpus *corpus;
    CHECK_OK(bs_corpus_from_articles(made->articles, made->layer_pointers, FIXTURE_ARTICLES,
                                     made->vocabulary, &corpus, NULL));
    CHECK(bs_corpus_article_count(corpus) == 3 && bs_corpus_shard_count(corpus) == 1);
    CHECK(bs_corpus_article_at(corpus, 0).row == 2); /* 2023 */
    CHECK(bs_corpus_article_at(corpus, 1).row == 0); /* 2024-07 */
    CHECK(bs_corpus_article_at(corpus, 2).row == 1); /* no date */
    for (size_t i = 0; i < 3; i++)
        CHECK(bs_corpus_article_index(corpus, bs_corpus_article_at(corpus, i)) == i);
    CHECK(bs_corpus_article_index(corpus, (bs_article_ref){0, 3}) == SIZE_MAX);
    assert_string_equal(bs_corpus_path(corpus), "");
    bs_corpus *again = bs_corpus_retain(corpus);
    bs_corpus_close(corpus);
    CHECK(bs_corpus_article_count(again) == 3);
    bs_corpus_close(again);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(an_article_comes_back_from_memory_with_all_its_layers),
        TEST(an_article_comes_back_from_disk_with_all_its_layers),
        TEST(types_lie_in_byte_order_and_only_those_that_occur),
        TEST(positions_lead_to_the_tokens_of_a_type_in_order),
        TEST(a_token_knows_its_article_and_sentence),
        TEST(what_is_not_known_is_missing),
        TEST(entities_lie_in_order_of_ids_and_keep_their_references),
        TEST(a_mention_outside_of_the_text_is_refused),
        TEST(tokens_outside_of_the_text_are_cut_and_told_of),
        TEST(a_position_outside_of_the_shard_is_an_error),
        TEST(a_writer_that_is_reset_makes_the_same_shard_again),
        TEST(a_shard_without_articles_opens),
        TEST(a_corpus_in_memory_orders_articles_by_date_then_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
