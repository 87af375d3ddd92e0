//! Work dealt to two threads.

/// In how many shares a list is dealt.
pub(crate) const SHARES: usize = 2;

/// Deals a list to the processors; the results are in its order.
pub(crate) fn of<T: Sync, R: Send>(list: &[T], work: impl Fn(&[T]) -> Vec<R> + Sync) -> Vec<R> {
    let each = list.len().div_ceil(SHARES).max(1);
    std::thread::scope(|scope| {
        let threads: Vec<_> = list.chunks(each).map(|share| scope.spawn(|| work(share))).collect();
        threads
            .into_iter()
            .flat_map(|t| t.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn shares_come_back_in_order() {
        let list: Vec<usize> = (0..7).collect();
        assert_eq!(super::of(&list, |share| share.iter().map(|x| x * 2).collect()), [0, 2, 4, 6, 8, 10, 12]);
        assert!(super::of(&[], |share: &[usize]| share.to_vec()).is_empty());
    }
}
