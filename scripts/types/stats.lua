---@meta broadsheet.stats
--- Statistics over vectors or sequences of numbers; nil and NaN are missing and left out. A result
--- that is not defined is nil. broadsheet-stats(7) has formula, units, edges and source of each.

---@alias broadsheet.numbers broadsheet.vector|number[]

---@class broadsheet.stats
local stats = {}

---@param x broadsheet.numbers
---@return number?
function stats.sum(x) end

---@param x broadsheet.numbers
---@return number?
function stats.mean(x) end

---@param x broadsheet.numbers
---@return number?
function stats.median(x) end

--- By a definition of Hyndman and Fan (1996), 7 unless another type is asked for.
---@param x broadsheet.numbers
---@param probability number|broadsheet.numbers
---@param type integer? 1 to 9, as in R
---@return number|broadsheet.vector|nil
function stats.quantile(x, probability, type) end

--- Of a sample, with n - 1.
---@param x broadsheet.numbers
---@return number?
function stats.variance(x) end

---@param x broadsheet.numbers
---@return number?
function stats.sd(x) end

--- Median absolute deviation times 1.4826 (Hampel 1974), or times `scale`.
---@param x broadsheet.numbers
---@param scale number?
---@return number?
function stats.mad(x, scale) end

---@alias broadsheet.correlation { estimate: number?, p: number?, low: number?, high: number?, n: integer, exact: boolean }

--- Pearson's r; p by Student's t, interval by Fisher's z.
---@param x broadsheet.numbers
---@param y broadsheet.numbers
---@return number? estimate
---@return broadsheet.correlation
function stats.correlation(x, y) end

--- p as `cor.test` of R: exact for 9 pairs or fewer, by the Edgeworth series (AS 89) for fewer than
--- 1290, both without ties; else, or with exact = false, by Student's t.
---@param x broadsheet.numbers
---@param y broadsheet.numbers
---@param options { exact: boolean? }?
---@return number? rho
---@return broadsheet.correlation
function stats.spearman(x, y, options) end

--- tau-b, by Knight's algorithm. p is exact for fewer than 50 pairs without ties, else, or with
--- exact = false, by the normal approximation with ties.
---@param x broadsheet.numbers
---@param y broadsheet.numbers
---@param options { exact: boolean? }?
---@return number? tau
---@return broadsheet.correlation
function stats.kendall(x, y, options) end

--- Tests of two by two counts take a, b, c, d or { a, b, c, d }: word and other words, in target and
--- reference. Pearson's X2, without correction for continuity unless yates = true. p is never 0: what
--- is below 2.2e-308 is given as that, and log10 of p goes on. Options follow the counts.
---@param a number|number[]
---@param b number?|{ yates: boolean? }
---@param c number?
---@param d number?
---@param options { yates: boolean? }?
---@return number? value
---@return number? p
---@return number? log10_p
function stats.chi2(a, b, c, d, options) end

---@param a number|number[]
---@param b number?
---@param c number?
---@param d number?
---@return number? p two-sided
---@return { p: number, less: number, greater: number }
function stats.fisher(a, b, c, d) end

--- The log-likelihood ratio over the four cells (Dunning 1993), negative where a is under its
--- expectation; form = "two_cell" is that of Rayson and Garside (2000). p as for chi2.
---@param a number|number[]
---@param b number?|{ form: string? }
---@param c number?
---@param d number?
---@param options { form: string? }?
---@return number? value
---@return number? p
---@return number? log10_p
function stats.g2(a, b, c, d, options) end

--- log2 of the ratio of relative frequencies (Hardie 2014).
---@param a number|number[]
---@param b number?
---@param c number?
---@param d number?
---@return number?
function stats.log_ratio(a, b, c, d) end

--- The log of the odds ratio; with two more arguments, prior and prior_total, delta and z under an
--- informative Dirichlet prior (Monroe et al. 2008).
---@param a number|number[]
---@param b number?
---@param c number?
---@param d number?
---@return number? delta
---@return number? z
function stats.log_odds(a, b, c, d) end

---@param a number|number[]
---@param b number?
---@param c number?
---@param d number?
---@return number?
function stats.pmi(a, b, c, d) end

---@param a number|number[]
---@param b number?
---@param c number?
---@param d number?
---@return number?
function stats.npmi(a, b, c, d) end

---@param a number|number[]
---@param b number?
---@param c number?
---@param d number?
---@return number?
function stats.logdice(a, b, c, d) end

---@param a number|number[]
---@param b number?
---@param c number?
---@param d number?
---@return number?
function stats.t_score(a, b, c, d) end

--- log2(a^3 / expected) (Daille 1994).
---@param a number|number[]
---@param b number?
---@param c number?
---@param d number?
---@return number?
function stats.mi3(a, b, c, d) end

--- (a - expected) / sqrt(expected) (Berry-Rogghe 1973).
---@param a number|number[]
---@param b number?
---@param c number?
---@param d number?
---@return number?
function stats.z_score(a, b, c, d) end

--- %DIFF, 100 (f - g) / g of the relative frequencies (Gabrielatos and Marchi 2012).
---@param a number|number[]
---@param b number?
---@param c number?
---@param d number?
---@return number?
function stats.percent_difference(a, b, c, d) end

--- ad / bc with the interval of Woolf (1955).
---@param a number|number[]
---@param b number?
---@param c number?
---@param d number?
---@param confidence number? 0.95
---@return number? ratio
---@return number? low
---@return number? high
function stats.odds_ratio(a, b, c, d, confidence) end

--- How evenly a word is spread over the parts of a corpus: its counts, and the sizes of the parts.
---@param counts broadsheet.numbers
---@param sizes broadsheet.numbers
---@return { dp: number?, dp_normalised: number?, juilland_d: number?, carroll_d2: number?, rosengren_s: number?, kl: number?, range: integer, n: integer }
function stats.dispersion(counts, sizes) end

--- Gries's DP: 0 is even.
---@param counts broadsheet.numbers
---@param sizes broadsheet.numbers
---@return number? dp
---@return number? normalised DP / (1 - least share)
function stats.dp(counts, sizes) end

--- Juilland's D: 1 is even.
---@param counts broadsheet.numbers
---@param sizes broadsheet.numbers
---@return number?
function stats.juilland_d(counts, sizes) end

--- In bits.
---@param a number|number[]
---@param b number?
---@param c number?
---@param d number?
---@return number?
function stats.mutual_information(a, b, c, d) end

--- Wilson's interval of a share, or with method = "exact" that of Clopper and Pearson.
---@param successes number
---@param trials number
---@param confidence number|{ confidence: number?, method: string? }|nil 0.95, "wilson"
---@return number? share
---@return number low
---@return number high
function stats.proportion(successes, trials, confidence) end

--- The difference y/m - x/n of two shares with its interval (Newcombe 1998, method 10).
---@param x number
---@param n number
---@param y number
---@param m number
---@param confidence number? 0.95
---@return number? difference
---@return number? low
---@return number? high
function stats.difference(x, n, y, m, confidence) end

--- The exact interval of a rate (Garwood 1936).
---@param count number
---@param exposure number?
---@param confidence number? 0.95
---@return number? rate
---@return number low
---@return number high
function stats.poisson_rate(count, exposure, confidence) end

--- serial = true corrects the variance for autocorrelation (Hamed and Rao 1998), over all lags or the
--- first `lags`. p_exact is there for fewer than 50 values without ties.
---@param values broadsheet.numbers in order of time
---@param options { serial: boolean?, lags: integer?, confidence: number? }?
---@return { s: number, variance: number, z: number?, p: number?, p_exact: number?, tau: number?, n: integer }
function stats.mann_kendall(values, options) end

--- The median slope with Sen's interval.
---@param values broadsheet.numbers
---@param times broadsheet.numbers? 0, 1, 2, ..
---@param confidence number? 0.95
---@return { slope: number?, intercept: number?, low: number?, high: number?, n: integer }
function stats.theil_sen(values, times, confidence) end

--- Change points by PELT (Killick et al. 2012): the last index of each stretch but the last one, with
--- `cost` and `penalty`. Costs: normal (mean and variance, the default), mean (the variance being 1),
--- variance, poisson, binomial. Penalties: mbic (the default), bic, aic, hannan-quinn, or a number.
--- `exposure` is what counts are of; of binomial, the trials. `min` is the least length of a stretch.
---@param values broadsheet.numbers
---@param options { cost: string?, penalty: string|number?, min: integer?, exposure: broadsheet.numbers? }?
---@return { [integer]: integer, cost: number?, penalty: number? }
function stats.pelt(values, options) end

--- Kleinberg's bursts (2003) of events at `times`, in their units; level 1 is the whole. With `totals`
--- the first argument are counts of them by batch, start and stop are batches, and level 1 is a burst.
---@param times broadsheet.numbers
---@param options { s: number?, gamma: number?, totals: broadsheet.numbers?, levels: integer? }? 2, 1
---@return { level: integer, start: number, stop: number, weight: number? }[]
function stats.bursts(times, options) end

--- A smooth line: robust locally weighted regression (Cleveland 1979), `lowess` of R, with span 2/3
--- and 3 iterations; with `degree` it is `loess` of R (Cleveland and Devlin 1988), with span 0.75 and
--- no iterations, where surface = "direct" fits at every x. `x` rises.
---@param x broadsheet.numbers
---@param y broadsheet.numbers
---@param options { span: number?, degree: integer?, iterations: integer?, surface: string?, delta: number? }?
---@return broadsheet.vector
function stats.loess(x, y, options) end

--- The interval of a statistic by drawing values again: percentile, basic, normal, bca, quantile.
--- Several vectors in a list are drawn from together. `block` draws runs of that length. `indices`
--- gives the draws, a row of places after another.
---@param x broadsheet.numbers|broadsheet.numbers[]
---@param statistic string|fun(...: broadsheet.vector): number?
---@param options { repeats: integer?, seed: integer?, confidence: number?, method: string?, block: integer?, indices: broadsheet.numbers? }? 1999, 1, 0.95
---@return number? estimate
---@return number? low
---@return number? high
---@return { se: number?, bias: number?, acceleration: number?, z0: number?, n: integer, repeats: integer, seed: integer, replicates: broadsheet.vector }
function stats.bootstrap(x, statistic, options) end

--- Whether two samples differ: exact when there are no more ways to deal them out than `repeats`. The
--- statistic is the difference of means or medians, or a function of the two vectors.
---@param x broadsheet.numbers
---@param y broadsheet.numbers
---@param options { statistic: string|fun(x: broadsheet.vector, y: broadsheet.vector): number, repeats: integer?, seed: integer?, alternative: string? }? mean, 9999, 1, two-sided
---@return number? p
---@return { statistic: number?, p: number?, repeats: integer, exact: boolean, seed: integer }
function stats.permutation(x, y, options) end

--- Ranks of groups by their means, with the interval from drawing values again within each group.
---@param groups broadsheet.numbers[]
---@param options { repeats: integer?, seed: integer?, confidence: number?, ascending: boolean? }?
---@return broadsheet.vector ranks
---@return broadsheet.vector low
---@return broadsheet.vector high
function stats.rank_bootstrap(groups, options) end

--- The best and the worst rank that each value can have, known to a rounding of `step`.
---@param x broadsheet.numbers
---@param options { step: number?, ascending: boolean? }?
---@return broadsheet.vector best
---@return broadsheet.vector worst
function stats.rank_range(x, options) end

--- Rank-biased overlap of two lists, best first (Webber et al. 2010), p being 0.9.
---@param a (string|number)[]
---@param b (string|number)[]
---@param p number?
---@return number? extrapolated
---@return number? least
---@return number? most
function stats.rbo(a, b, p) end

--- What share of the first `depth` (10) of two lists is common.
---@param a (string|number)[]
---@param b (string|number)[]
---@param depth integer?
---@return number? share
---@return integer count
function stats.top_overlap(a, b, depth) end

---@alias broadsheet.tail { lower: boolean?, log: boolean? }

--- Tails are upper ones unless `lower`; `log` gives natural logarithms, for those under 1e-308.
---@param z number
---@param options broadsheet.tail?
---@return number?
function stats.normal_tail(z, options) end

---@param x number
---@param shape number
---@param options broadsheet.tail?
---@return number?
function stats.gamma_tail(x, shape, options) end

---@param x number
---@param freedom number? 1
---@param options broadsheet.tail?
---@return number?
function stats.chi_square_tail(x, freedom, options) end

---@param x number
---@param a number
---@param b number
---@param options broadsheet.tail?
---@return number?
function stats.beta_tail(x, a, b, options) end

---@param t number
---@param freedom number
---@param options broadsheet.tail?
---@return number?
function stats.student_tail(t, freedom, options) end

---@param x number
---@param numerator number
---@param denominator number
---@return number?
function stats.f_tail(x, numerator, denominator) end

--- P(X > count); P(X <= count) when `lower`.
---@param count number
---@param mean number
---@param options broadsheet.tail?
---@return number?
function stats.poisson_tail(count, mean, options) end

---@param count number
---@param trials number
---@param p number
---@param options broadsheet.tail?
---@return number?
function stats.binomial_tail(count, trials, p, options) end

---@param probability number
---@return number?
function stats.normal_quantile(probability) end

---@param probability number
---@param freedom number
---@return number?
function stats.student_quantile(probability, freedom) end

---@param probability number
---@param freedom number? 1
---@return number?
function stats.chi_square_quantile(probability, freedom) end

--- `corrected` times n / (n - 1).
---@param x broadsheet.numbers
---@param options { corrected: boolean? }?
---@return number?
function stats.gini(x, options) end

--- Herfindahl and Hirschman's index, from 1/n to 1.
---@param x broadsheet.numbers
---@return number?
function stats.hhi(x) end

--- In bits, or to another base: math.exp(1) gives nats, as R and scipy do.
---@param x broadsheet.numbers
---@param options { base: number? }?
---@return number?
function stats.entropy(x, options) end

--- Jensen-Shannon divergence in bits. (scipy gives its square root, in nats.)
---@param p broadsheet.numbers
---@param q broadsheet.numbers
---@param options { base: number? }?
---@return number?
function stats.jsd(p, q, options) end

--- Kullback-Leibler divergence of p from q in bits.
---@param p broadsheet.numbers
---@param q broadsheet.numbers
---@param options { base: number? }?
---@return number?
function stats.kl(p, q, options) end

---@param x broadsheet.numbers
---@param y broadsheet.numbers
---@return number?
function stats.cosine(x, y) end

--- The largest is 1 unless `ascending`. Ties: min, max, average, dense, first.
---@param x broadsheet.numbers
---@param options { ties: string?, ascending: boolean? }?
---@return broadsheet.vector
function stats.rank(x, options) end

---@param words string[]
---@return number?
function stats.ttr(words) end

---@param words string[]
---@param window integer? 100
---@return number?
function stats.mattr(words, window) end

---@param words string[]
---@param threshold number? 0.72
---@return number?
function stats.mtld(words, threshold) end

---@param words string[]
---@param sample integer? 42
---@return number?
function stats.hdd(words, sample) end

--- p-values corrected for their number: holm, bh, by, hochberg, bonferroni, none.
---@param p broadsheet.numbers
---@param method string? holm
---@return broadsheet.vector
function stats.adjust(p, method) end
