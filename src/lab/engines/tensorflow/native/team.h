// Threads that do one piece of work together.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>

namespace plenum {

class Team {
 public:
  /// As many threads as TensorFlow's kernels use, the caller among them, or as many as the system gives.
  static Team &get();

  using Work = std::function<void(int phase, int piece)>;

  /// Calls work(phase, piece) for all pieces of a phase, in any order and on any thread, phase after phase. Who is free takes the next
  /// piece: a thread that other programs hold up, or that is still asleep, holds up nobody. One job at a time.
  void run(int phases, int pieces, const Work &work);

 private:
  struct Job;

  explicit Team(int size);
  void help();

  std::mutex one_at_a_time_, mutex_;
  std::condition_variable called_;
  Job *job_ = nullptr;
  long jobs_ = 0;
  std::atomic<int> helping_{0};
};

}  // namespace plenum
