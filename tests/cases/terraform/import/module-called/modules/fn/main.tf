variable "name" { type = string }
resource "aws_lambda_function" "f" {
  function_name = var.name
  role          = "arn:aws:iam::123456789012:role/f"
}
output "arn" { value = aws_lambda_function.f.arn }
