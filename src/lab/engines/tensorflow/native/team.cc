#include "team.h"

#include <cstdlib>
#include <system_error>
#include <thread>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace plenum {

namespace {

/// A short wait; a long one leaves the processor to others.
template <typename Condition>
void await(const Condition &condition) {
  for (int turn = 0; !condition(); turn++) {
    if (turn > 4000) std::this_thread::yield();
#if defined(__x86_64__)
    else _mm_pause();
#endif
  }
}

/// Denormal numbers as zero while it lives, as on TensorFlow's own threads: no figure depends on which thread computed it.
class Flushing {
#if defined(__x86_64__)
 public:
  Flushing() : before_(_mm_getcsr()) { _mm_setcsr(before_ | 0x8040); }
  ~Flushing() { _mm_setcsr(before_); }

 private:
  unsigned before_;
#endif
};

int wanted() {
  const char *given = std::getenv("TF_NUM_INTRAOP_THREADS");
  const int number = given ? std::atoi(given) : 0;
  const int processors = std::thread::hardware_concurrency();
  return number > 0 ? number : processors > 0 ? processors : 1;
}

struct alignas(64) Phase {
  std::atomic<int> taken{0}, done{0};
};

}  // namespace

struct Team::Job {
  int pieces;
  const Work &work;
  std::vector<Phase> phases;

  void take_part() {
    [[maybe_unused]] const Flushing flushing;
    for (int phase = 0; phase < int(phases.size()); phase++) {
      Phase &now = phases[phase];
      for (int piece; (piece = now.taken.fetch_add(1, std::memory_order_relaxed)) < pieces;) {
        work(phase, piece);
        now.done.fetch_add(1, std::memory_order_release);
      }
      await([&] { return now.done.load(std::memory_order_acquire) == pieces; });
    }
  }
};

Team &Team::get() {
  // Never taken down: its threads may outlive everything else when the process ends.
  static Team *team = new Team(wanted());
  return *team;
}

Team::Team(int size) {
  try {
    for (int i = 1; i < size; i++) std::thread([this] { help(); }).detach();
  } catch (const std::system_error &) {
    // As many as the system gives; the caller alone does all there is to do.
  }
}

void Team::help() {
  for (long seen = 0;;) {
    Job *job;
    {
      std::unique_lock<std::mutex> lock(mutex_);
      called_.wait(lock, [&] { return job_ && jobs_ != seen; });
      seen = jobs_;
      job = job_;
      helping_.fetch_add(1, std::memory_order_relaxed);
    }
    job->take_part();
    helping_.fetch_sub(1, std::memory_order_release);
  }
}

void Team::run(int phases, int pieces, const Work &work) {
  std::lock_guard<std::mutex> alone(one_at_a_time_);
  Job job{pieces, work, std::vector<Phase>(phases)};
  {
    std::lock_guard<std::mutex> lock(mutex_);
    job_ = &job;
    jobs_++;
  }
  called_.notify_all();
  job.take_part();
  {
    std::lock_guard<std::mutex> lock(mutex_);
    job_ = nullptr;
  }
  await([&] { return helping_.load(std::memory_order_acquire) == 0; });
}

}  // namespace plenum
