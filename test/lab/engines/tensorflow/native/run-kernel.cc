// Runs the LSTM's kernels on what comes in: time, batch, hidden as arguments; projected, h0, c0, weight and dh as floats on standard
// input. Answers states, dProjected, dh0 and dc0 in the same way.
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "lstm-kernel.h"
#include "team.h"

using namespace plenum;

int main(int, char **arguments) {
  const Sizes sizes{std::atoi(arguments[1]), std::atoi(arguments[2]), std::atoi(arguments[3])};
  const long state = long(sizes.batch) * sizes.hidden, all = sizes.time * state;
  const auto given = [](long count) {
    std::vector<float> values(count);
    if (std::fread(values.data(), sizeof(float), count, stdin) != size_t(count)) std::exit(2);
    return values;
  };
  const auto answer = [](const std::vector<float> &values) { std::fwrite(values.data(), sizeof(float), values.size(), stdout); };
  const auto projected = given(4 * all), h0 = given(state), c0 = given(state), weight = given(4L * sizes.hidden * sizes.hidden), dh = given(all);
  std::vector<float> packed(sizes.packed()), h(all), cells(all), gates(4 * all), squashed(all), derivatives(4 * all), dh0(state), dc0(state);
  std::copy(c0.begin(), c0.end(), cells.begin());
  const Forward forward{sizes, projected.data(), h0.data(), packed.data(), h.data(), cells.data(), gates.data(), squashed.data()};
  Team::get().run(1 + sizes.time, sizes.groups(), [&](int phase, int group) {
    if (phase == 0) packForward(sizes, weight.data(), packed.data(), group);
    else forwardStep(forward, phase - 1, group);
  });
  const Backward backward{sizes,         dh.data(),          gates.data(), cells.data(), squashed.data(),
                          packed.data(), derivatives.data(), dh0.data(),   dc0.data()};
  Team::get().run(1 + sizes.time, sizes.groups(), [&](int phase, int group) {
    if (phase == 0) packBackward(sizes, weight.data(), packed.data(), group);
    else backwardStates(backward, sizes.time - phase, group);
    if (phase < sizes.time) backwardGates(backward, sizes.time - 1 - phase, group);
  });
  answer(h);
  answer(derivatives);
  answer(dh0);
  answer(dc0);
}
