/* random.c - see random.h. */
#include "stats/random.h"

static uint64_t splitmix(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

static uint64_t rotate(uint64_t x, int by)
{
    return x << by | x >> (64 - by);
}

void bs_random_init(bs_random *random, uint64_t seed, uint64_t stream)
{
    uint64_t mixed = stream, state = seed;
    if (stream != 0)
        state ^= splitmix(&mixed); /* stream 0 is the sequence that others publish for the seed */
    for (int i = 0; i < 4; i++)
        random->state[i] = splitmix(&state);
}

uint64_t bs_random_next(bs_random *random)
{
    uint64_t *s = random->state;
    uint64_t result = rotate(s[1] * 5, 7) * 9, shifted = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate(s[3], 45);
    return result;
}

/* The high and low half of a x b. */
static uint64_t multiply(uint64_t a, uint64_t b, uint64_t *low)
{
    uint64_t a_low = (uint32_t)a, a_high = a >> 32, b_low = (uint32_t)b, b_high = b >> 32;
    uint64_t middle = a_high * b_low + (a_low * b_low >> 32);
    uint64_t other = a_low * b_high + (uint32_t)middle;
    *low = a * b;
    return a_high * b_high + (middle >> 32) + (other >> 32);
}

uint64_t bs_random_below(bs_random *random, uint64_t bound)
{
    if (bound == 0)
        return 0;
    uint64_t low, high = multiply(bs_random_next(random), bound, &low);
    if (low < bound)
        for (uint64_t least = -bound % bound; low < least;)
            high = multiply(bs_random_next(random), bound, &low);
    return high;
}

double bs_random_unit(bs_random *random)
{
    return (double)(bs_random_next(random) >> 11) * 0x1p-53;
}

void bs_random_shuffle(bs_random *random, uint32_t *items, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t other = (size_t)bs_random_below(random, i);
        uint32_t item = items[i - 1];
        items[i - 1] = items[other];
        items[other] = item;
    }
}

size_t bs_random_sample(bs_random *random, size_t count, size_t wanted, uint32_t *indices)
{
    if (wanted > count)
        wanted = count;
    size_t taken = 0;
    for (size_t i = 0; i < count && taken < wanted; i++)
        if (bs_random_below(random, count - i) < wanted - taken)
            indices[taken++] = (uint32_t)i;
    return taken;
}
