resource "aws_lb" "x" {
  subnets = ["subnet-1", "subnet-2"]
}
