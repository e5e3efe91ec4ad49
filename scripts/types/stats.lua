---@meta broadsheet.stats
--- Statistics over vectors or sequences of numbers; nil and NaN are missing and left out. A result
--- that is not defined is nil. Each stands in core/stats with its formula and source.

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

--- Type 7 of Hyndman and Fan (1996).
---@param x broadsheet.numbers
---@param probability number
---@return number?
function stats.quantile(x, probability) end

--- Of a sample, with n - 1.
---@param x broadsheet.numbers
---@return number?
function stats.variance(x) end

---@param x broadsheet.numbers
---@return number?
function stats.sd(x) end

--- Median absolute deviation times 1.4826 (Hampel 1974).
---@param x broadsheet.numbers
---@return number?
function stats.mad(x) end

---@alias broadsheet.correlation { estimate: number?, p: number?, low: number?, high: number?, n: integer }

--- Pearson's r; p by Student's t, interval by Fisher's z.
---@param x broadsheet.numbers
---@param y broadsheet.numbers
---@return number? estimate
---@return broadsheet.correlation
function stats.correlation(x, y) end

---@param x broadsheet.numbers
---@param y broadsheet.numbers
---@return number? rho
---@return broadsheet.correlation
function stats.spearman(x, y) end

--- tau-b, by Knight's algorithm.
---@param x broadsheet.numbers
---@param y broadsheet.numbers
---@return number? tau
---@return broadsheet.correlation
function stats.kendall(x, y) end

--- Tests of two by two counts take a, b, c, d or { a, b, c, d }: word and other words, in target and
--- reference. Pearson's X2, without correction for continuity.
---@param a number|number[]
---@param b number?
---@param c number?
---@param d number?
---@return number? value
---@return number? p
function stats.chi2(a, b, c, d) end

---@param a number|number[]
---@param b number?
---@param c number?
---@param d number?
---@return number? p two-sided
---@return { p: number, less: number, greater: number }
function stats.fisher(a, b, c, d) end

--- The log-likelihood ratio (Dunning 1993), negative where a is under its expectation.
---@param a number|number[]
---@param b number?
---@param c number?
---@param d number?
---@return number? value
---@return number? p
function stats.g2(a, b, c, d) end

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

--- In bits.
---@param a number|number[]
---@param b number?
---@param c number?
---@param d number?
---@return number?
function stats.mutual_information(a, b, c, d) end

--- Wilson's interval of a share.
---@param successes number
---@param trials number
---@param confidence number? 0.95
---@return number? share
---@return number low
---@return number high
function stats.proportion(successes, trials, confidence) end

--- The exact interval of a rate (Garwood 1936).
---@param count number
---@param exposure number?
---@param confidence number? 0.95
---@return number? rate
---@return number low
---@return number high
function stats.poisson_rate(count, exposure, confidence) end

---@param values broadsheet.numbers in order of time
---@return { s: number, variance: number, z: number?, p: number?, tau: number?, n: integer }
function stats.mann_kendall(values) end

--- The median slope with Sen's interval.
---@param values broadsheet.numbers
---@param times broadsheet.numbers? 0, 1, 2, ..
---@param confidence number? 0.95
---@return { slope: number?, intercept: number?, low: number?, high: number?, n: integer }
function stats.theil_sen(values, times, confidence) end

---@param x broadsheet.numbers
---@return number?
function stats.gini(x) end

--- Herfindahl and Hirschman's index, from 1/n to 1.
---@param x broadsheet.numbers
---@return number?
function stats.hhi(x) end

--- In bits.
---@param x broadsheet.numbers
---@return number?
function stats.entropy(x) end

--- Jensen-Shannon divergence in bits.
---@param p broadsheet.numbers
---@param q broadsheet.numbers
---@return number?
function stats.jsd(p, q) end

--- Kullback-Leibler divergence of p from q in bits.
---@param p broadsheet.numbers
---@param q broadsheet.numbers
---@return number?
function stats.kl(p, q) end

---@param x broadsheet.numbers
---@param y broadsheet.numbers
---@return number?
function stats.cosine(x, y) end

--- The largest is 1 unless `ascending`. Ties: min, max, average, dense.
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

--- p-values corrected for their number: holm, bh, by, bonferroni, none.
---@param p broadsheet.numbers
---@param method string? holm
---@return broadsheet.vector
function stats.adjust(p, method) end
