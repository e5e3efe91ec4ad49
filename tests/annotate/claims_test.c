/* claims_test.c - statements that can be checked: who came, what was said there, who ranks where.
 */
#include "shared.h"

static const char *published = "2024-07-09";

static void add_fact(bs_buffer *buffer, const char *name, bs_str value)
{
    if (value.data)
        bs_buffer_print(buffer, " %s=%.*s", name, BS_STR_ARG(value));
}

/* Each claim on a line: its kind and what is not absent. */
static bs_str claims_of(const char *text, bs_buffer *buffer)
{
    annotate(&all, text, published);
    buffer->size = 0;
    for (size_t index = 0; index < all.layers.claims.count; index++) {
        const bs_claim *claim = &all.layers.claims.items[index];
        bs_buffer_add(buffer, index ? BS_STR("\n") : BS_STR(""));
        bs_buffer_print(buffer, "%s", bs_claim_kind_name(claim->kind));
        add_fact(buffer, "subject", claim->subject);
        if (claim->rank != 0)
            bs_buffer_print(buffer, " rank=%lld", (long long)claim->rank);
        if (!isnan(claim->value)) {
            bs_buffer_add(buffer, BS_STR(" value="));
            bs_buffer_add_number(buffer, claim->value);
        }
        add_fact(buffer, "unit", claim->unit);
        add_fact(buffer, "metric", claim->metric);
        add_fact(buffer, "scope", claim->scope);
        add_fact(buffer, "period", claim->period);
        add_fact(buffer, "according", claim->according_to);
        add_fact(buffer, "event", claim->event);
        add_fact(buffer, "party", claim->party);
        add_fact(buffer, "person", claim->person);
        add_fact(buffer, "level", claim->level);
        add_fact(buffer, "status", claim->status);
        add_fact(buffer, "topic", claim->topic);
        if (!claim->is_stated)
            bs_buffer_add(buffer, BS_STR(" not-stated"));
    }
    return bs_buffer_str(buffer);
}

static void leaders_of_a_list_all_attended(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"The leaders of Japan, South Korea and Norway attended the Porto summit.",
         "attendance event=event:2023-porto-summit party=country:JP level=leader status=attended\n"
         "attendance event=event:2023-porto-summit party=country:KR level=leader status=attended\n"
         "attendance event=event:2023-porto-summit party=country:NO level=leader status=attended"},
    };
    CHECK_CASES(claims_of, CASES);
}

static void a_series_and_a_year_are_one_event(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"Japan attended a NATO summit in 2022.",
         "attendance event=event:2022-madrid-summit party=country:JP status=attended"},
        {"Japan attended a NATO summit in 2008, held in Madrid.",
         "attendance event=event:2008-madrid-summit party=country:JP status=attended"},
    };
    CHECK_CASES(claims_of, CASES);
}

static void expected_and_absent_are_not_attended(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"France is expected to attend the Porto summit.",
         "attendance event=event:2023-porto-summit party=country:FR status=expected"},
        {"France will attend the Porto summit.",
         "attendance event=event:2023-porto-summit party=country:FR status=expected"},
        {"France was invited to the Porto summit.",
         "attendance event=event:2023-porto-summit party=country:FR status=invited"},
        {"France did not attend the Porto summit.",
         "attendance event=event:2023-porto-summit party=country:FR status=absent"},
        {"French President Jean Dupont skipped the Porto summit.",
         "attendance event=event:2023-porto-summit party=country:FR person=person:jean-dupont "
         "level=leader status=absent"},
    };
    CHECK_CASES(claims_of, CASES);
}

static void a_deputy_is_no_leader(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"At the Porto summit Norway was represented by Deputy Prime Minister Lena Holm.",
         "attendance event=event:2023-porto-summit party=country:NO person=person:lena-holm "
         "level=deputy status=attended"},
        {"At the Porto summit Norway will be represented by its foreign minister.",
         "attendance event=event:2023-porto-summit party=country:NO level=minister "
         "status=expected"},
    };
    CHECK_CASES(claims_of, CASES);
}

static void a_person_stands_for_the_country_of_the_office(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"Jean Dupont attended the Porto summit.",
         "attendance event=event:2023-porto-summit party=country:FR person=person:jean-dupont "
         "level=leader status=attended"},
    };
    CHECK_CASES(claims_of, CASES);
}

static void topics_are_stated_or_stated_as_absent(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"At the Porto summit they discussed arms control, energy security and trade.",
         "topic event=event:2023-porto-summit topic=arms control\n"
         "topic event=event:2023-porto-summit topic=energy security\n"
         "topic event=event:2023-porto-summit topic=trade"},
        {"At the Porto summit arms control was not mentioned.",
         "topic event=event:2023-porto-summit topic=arms control not-stated"},
        {"Ministers came to the Porto summit. Talks centred on grain.",
         "topic event=event:2023-porto-summit topic=grain"},
    };
    CHECK_CASES(claims_of, CASES);
}

static void ranks_are_shared_out_respectively(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"Norway and Chile were the world's 3rd and 7th biggest fish exporters, respectively, "
         "during 2001-2005, according to the Lake Institute.",
         "rank subject=country:NO rank=3 metric=fish exporters scope=world "
         "period=2001/2005 according=org:lake-institute\n"
         "rank subject=country:CL rank=7 metric=fish exporters scope=world "
         "period=2001/2005 according=org:lake-institute"},
        {"Norway was the second-largest fish exporter in the world.",
         "rank subject=country:NO rank=2 metric=fish exporter scope=world"},
        {"Norway, Chile and France were the 3rd and 7th biggest exporters.", ""},
    };
    CHECK_CASES(claims_of, CASES);
}

static void quantities_have_sign_and_unit(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"Norway's fish exports rose by 12 percent in 2021.",
         "quantity subject=country:NO value=12 unit=% metric=fish exports period=2021 "
         "status=change"},
        {"Norwegian exports fell 7.5 percent.",
         "quantity subject=country:NO value=-7.5 unit=% metric=exports status=change"},
        {"Norway spent $3.2 billion on ships.",
         "quantity subject=country:NO value=3200000000 unit=$ metric=spent topic=ships"},
    };
    CHECK_CASES(claims_of, CASES);
}

#define PORTO "attendance event=event:2023-porto-summit "

static void every_party_of_a_list_came(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"Japan, Chile, Norway and France attended the Porto summit.",
         PORTO "party=country:JP status=attended\n" PORTO "party=country:CL status=attended\n" PORTO
               "party=country:NO status=attended\n" PORTO "party=country:FR status=attended"},
        {"Prime Minister Lena Holm of Norway, President Jean Dupont of France and Chile attended "
         "the "
         "Porto summit.",
         PORTO "party=country:NO person=person:lena-holm level=leader status=attended\n" PORTO
               "party=country:FR person=person:jean-dupont level=leader status=attended\n" PORTO
               "party=country:CL status=attended"},
        {"At the Porto summit Norway was represented by Deputy Prime Minister Lena Holm and Chile "
         "by "
         "its foreign minister.",
         PORTO "party=country:NO person=person:lena-holm level=deputy status=attended\n" PORTO
               "party=country:CL level=minister status=attended"},
    };
    CHECK_CASES(claims_of, CASES);
}

static void an_invitation_to_something_else_is_none(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"The Porto summit ended. Norway was invited to open trade talks.", ""},
        {"Norway was invited to join the Porto summit.", PORTO "party=country:NO status=invited"},
        {"France took pride in the Porto summit.", ""},
        {"Norway attended a conference. Later the Porto summit began.",
         "attendance party=country:NO status=attended"},
    };
    CHECK_CASES(claims_of, CASES);
}

static void they_are_the_parties_of_the_sentence_before(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"Japan and Norway are partners. They convened at the Porto summit.",
         PORTO "party=country:JP status=attended\n" PORTO "party=country:NO status=attended"},
        {"Japan and Norway quarrelled with Chile. They convened at the Porto summit.", ""},
        {"They convened at the Porto summit.", ""},
    };
    CHECK_CASES(claims_of, CASES);
}

static void what_is_no_topic_of_a_meeting_is_no_claim(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"Jean Dupont addressed the special summit in Porto.", ""},
        {"The topics discussed by Norway and its northern partners at the Porto summit are many.",
         ""},
        {"With France focused on trade and Chile concentrating on fish, the Porto summit began.",
         ""},
        {"Norway discussed fish.", ""},
        {"At the Porto summit ministers discussed fish, climate change and countering fraud.",
         "topic event=event:2023-porto-summit topic=fish\n"
         "topic event=event:2023-porto-summit topic=climate change\n"
         "topic event=event:2023-porto-summit topic=countering fraud"},
        {"At the Porto summit ministers discussed fish and grain, among other things.",
         "topic event=event:2023-porto-summit topic=fish\n"
         "topic event=event:2023-porto-summit topic=grain"},
        {"At the Porto summit these issues were discussed and a number of them were solved.", ""},
    };
    CHECK_CASES(claims_of, CASES);
}

static void an_event_of_another_year_is_not_taken(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"Norway attended the Madrid summit.",
         "attendance event=event:2022-madrid-summit party=country:NO status=attended"},
        {"Norway attended the Madrid summit of 2008.",
         "attendance event=event:2008-madrid-summit party=country:NO status=attended"},
        {"Norway attended the 2031 Madrid summit.",
         "attendance event=event:2031-madrid-summit party=country:NO status=attended"},
    };
    CHECK_CASES(claims_of, CASES);
}

static void what_stands_behind_a_preposition_is_not_ranked(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"The fleet of Norway is the second-largest fish exporter in the world.", ""},
        {"Norway is the 193rd member.", ""},
    };
    CHECK_CASES(claims_of, CASES);
}

static void the_past_two_summits_are_two_events(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"At the past two NATO summits grain was not mentioned as a topic discussed by Norway and "
         "Chile. Talks had centred on fish.",
         "topic scope=Norway and Chile event=event:2023-porto-summit topic=grain not-stated\n"
         "topic scope=Norway and Chile event=event:2022-madrid-summit topic=grain not-stated\n"
         "topic scope=Norway and Chile event=event:2023-porto-summit topic=fish\n"
         "topic scope=Norway and Chile event=event:2022-madrid-summit topic=fish"},
        {"Norway attended the past two NATO summits.",
         "attendance event=event:2023-porto-summit party=country:NO status=attended\n"
         "attendance event=event:2022-madrid-summit party=country:NO status=attended\n"
         "streak rank=2 metric=previous scope=NATO summit party=country:NO status=attended"},
    };
    CHECK_CASES(claims_of, CASES);
}

static void what_lies_ahead_is_not_the_event_before(void **state)
{
    (void)state;
    published = "2023-07-09";
    static const char *const CASES[][2] = {
        {"Japan and Norway attended the Madrid summit. Norway will be represented by its foreign "
         "minister.",
         "attendance event=event:2022-madrid-summit party=country:JP status=attended\n"
         "attendance event=event:2022-madrid-summit party=country:NO status=attended\n"
         "attendance event=event:2023-porto-summit party=country:NO level=minister "
         "status=expected"},
        {"Japan and Norway attended the Madrid summit. This will be the second consecutive year "
         "that the partners attend.",
         "attendance event=event:2022-madrid-summit party=country:JP status=attended\n"
         "attendance event=event:2022-madrid-summit party=country:NO status=attended\n"
         "streak rank=2 metric=consecutive event=event:2023-porto-summit party=country:JP "
         "status=expected\n"
         "streak rank=2 metric=consecutive event=event:2023-porto-summit party=country:NO "
         "status=expected"},
        {"Japan and Norway will discuss fish when they meet.",
         "topic scope=Japan and Norway status=expected topic=fish"},
    };
    CHECK_CASES(claims_of, CASES);
    published = "2024-07-09";
}

static void firsts_and_streaks_have_their_length(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"The leaders of Japan attended the Porto summit for the first time in 2023.",
         "attendance event=event:2023-porto-summit party=country:JP level=leader status=attended\n"
         "streak rank=1 metric=first event=event:2023-porto-summit party=country:JP level=leader "
         "status=attended"},
        {"Leaders or their deputies of Japan attended the Porto summit for the third year in a "
         "row.",
         "streak rank=3 metric=consecutive event=event:2023-porto-summit party=country:JP "
         "level=leader or deputy status=attended"},
        {"Japan has attended NATO summits since 2022.",
         "streak metric=since scope=NATO summit period=2022 party=country:JP status=attended"},
    };
    CHECK_CASES(claims_of, CASES);
}

static void a_rank_may_move_and_may_be_one_of_the_first(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"Norway moved from 10th to 6th place among fish exporters between 2001-2005 and "
         "2006-2010.",
         "rank subject=country:NO rank=10 metric=fish exporters period=2001/2005\n"
         "rank subject=country:NO rank=6 metric=fish exporters period=2006/2010"},
        {"Norway and Chile were the world's top three fish exporters.",
         "rank subject=country:NO rank=3 metric=fish exporters scope=world status=within\n"
         "rank subject=country:CL rank=3 metric=fish exporters scope=world status=within"},
        {"Norway was not the world's largest fish exporter.", ""},
    };
    CHECK_CASES(claims_of, CASES);
}

static void shares_ranges_and_hedges_are_told_apart(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"Norway and Chile together accounted for about 5 percent of global fish exports in "
         "2001-2005.",
         "quantity subject=country:NO + country:CL value=5 unit=% metric=fish exports "
         "period=2001/2005 status=about"},
        {"Norway's share of fish exports in 2001-2005 was 7.8 per cent.",
         "quantity subject=country:NO value=7.8 unit=% metric=fish exports period=2001/2005 "
         "status=share"},
        {"Exports of Norway rose by 4 to 5 percent to $3 billion in 2001.",
         "quantity subject=country:NO value=4 unit=% metric=Exports period=2001 status=at least\n"
         "quantity subject=country:NO value=5 unit=% metric=Exports period=2001 status=at most\n"
         "quantity subject=country:NO value=3000000000 unit=$ metric=Exports period=2001"},
    };
    CHECK_CASES(claims_of, CASES);
}

static void agreements_are_signed_or_planned(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"Norway and Chile signed a defense agreement in 2021.",
         "agreement period=2021 party=country:NO status=signed topic=a defense agreement\n"
         "agreement period=2021 party=country:CL status=signed topic=a defense agreement"},
        {"Norway plans to sign a treaty on fish with Chile.",
         "agreement party=country:NO status=planned topic=a treaty on fish\n"
         "agreement party=country:CL status=planned topic=a treaty on fish"},
        {"Norway signed a treaty.", ""},
    };
    CHECK_CASES(claims_of, CASES);
}

static void days_of_events_speeches_and_offices_are_claims(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"The Porto summit was held in 2019.", "date period=2019 event=event:2023-porto-summit"},
        {"The pledge was made on 10 June at the Porto summit.",
         "date period=2024-06-10 event=event:2023-porto-summit"},
        {"Jean Dupont gave his farewell address on 3 May 2019.",
         "date period=2019-05-03 person=person:jean-dupont topic=farewell address"},
        {"Jean Dupont has been president of France since 3 May 2019.",
         "office period=2019-05-03 party=country:FR person=person:jean-dupont status=began "
         "topic=president"},
    };
    CHECK_CASES(claims_of, CASES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaders_of_a_list_all_attended),
        cmocka_unit_test(a_series_and_a_year_are_one_event),
        cmocka_unit_test(expected_and_absent_are_not_attended),
        cmocka_unit_test(a_deputy_is_no_leader),
        cmocka_unit_test(a_person_stands_for_the_country_of_the_office),
        cmocka_unit_test(topics_are_stated_or_stated_as_absent),
        cmocka_unit_test(ranks_are_shared_out_respectively),
        cmocka_unit_test(quantities_have_sign_and_unit),
        cmocka_unit_test(every_party_of_a_list_came),
        cmocka_unit_test(an_invitation_to_something_else_is_none),
        cmocka_unit_test(they_are_the_parties_of_the_sentence_before),
        cmocka_unit_test(what_is_no_topic_of_a_meeting_is_no_claim),
        cmocka_unit_test(an_event_of_another_year_is_not_taken),
        cmocka_unit_test(what_stands_behind_a_preposition_is_not_ranked),
        cmocka_unit_test(the_past_two_summits_are_two_events),
        cmocka_unit_test(what_lies_ahead_is_not_the_event_before),
        cmocka_unit_test(firsts_and_streaks_have_their_length),
        cmocka_unit_test(a_rank_may_move_and_may_be_one_of_the_first),
        cmocka_unit_test(shares_ranges_and_hedges_are_told_apart),
        cmocka_unit_test(agreements_are_signed_or_planned),
        cmocka_unit_test(days_of_events_speeches_and_offices_are_claims),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
