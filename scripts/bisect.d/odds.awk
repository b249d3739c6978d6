# SPDX-License-Identifier: GPL-2.0-only
# How sure one can be. -v what=
#   bound    the hit rate that is exceeded but with risk `risk`, from `hits` in `tries`
#            (Clopper and Pearson's lower bound: P(at least hits | rate) = risk)
#   needed   tries without a hit, until (1 - rate)^tries <= risk
#   risk     (1 - rate)^tries
#   steps    of a bisection of `commits`: log2, up
#   sum      of risk and more
#   rest     1 - risk - more, of a confidence

# P(fewer than hits | rate), of tries.
function fewer(rate,    i, term, all)
{
	term = exp(tries * log(1 - rate))
	for (i = 0; i < hits; i++) {
		all += term
		term *= (tries - i) / (i + 1) * rate / (1 - rate)
	}
	return all
}

function bound(    low, high, middle, i)
{
	if (hits >= tries)
		return exp(log(risk) / tries)
	high = 1 - 1e-9
	for (i = 0; i < 100; i++) {
		middle = (low + high) / 2
		if (1 - fewer(middle) < risk)
			low = middle
		else
			high = middle
	}
	return low
}

function up(x)
{
	return x == int(x) ? x : int(x) + 1
}

BEGIN {
	hits += 0; tries += 0; rate += 0; risk += 0; more += 0
	if (what == "bound")
		printf "%.9g\n", bound()
	else if (what == "needed")
		print (rate >= 1 ? 1 : up(log(risk) / log(1 - rate)))
	else if (what == "risk")
		printf "%.6g\n", (rate >= 1 ? 0 : exp(tries * log(1 - rate)))
	else if (what == "steps")
		print (commits > 1 ? up(int(log(commits) / log(2) * 1e6 + 0.5) / 1e6) : commits + 0)
	else if (what == "sum")
		printf "%.6g\n", risk + more
	else if (what == "rest")
		printf "%.6f\n", (risk + more > 1 ? 0 : 1 - risk - more)
	else
		exit 2
}
