variable "limits" {
  description = "Limits of the plan"
  type = object({
    rate  = number
    burst = optional(number, 5)
    inner = list(object({ a = string, b = bool }))
  })
  default = { rate = 1, inner = [] }
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  filename      = "src/fn.zip"
  role          = "arn:aws:iam::123456789012:role/x"
  handler       = "index.handler"
  runtime       = "nodejs20.x"
}
resource "aws_s3_object" "ca" {
  bucket = "trust"
  key    = "ca.pem"
  source = "ca.pem"
}
resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
}
resource "aws_api_gateway_resource" "orders" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  parent_id   = aws_api_gateway_rest_api.shop.root_resource_id
  path_part   = "orders"
}
resource "aws_api_gateway_method" "post" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "POST"
  authorization = "NONE"
}
resource "aws_api_gateway_integration" "post" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  resource_id = aws_api_gateway_resource.orders.id
  http_method = aws_api_gateway_method.post.http_method
  type        = "AWS"
  integration_http_method = "POST"
  uri = aws_lambda_function.f.invoke_arn
  request_templates = {
    "application/json" = <<-VTL
      {
        "limit": ${var.limits.rate},
        "body": $input.json('$')
      }
    VTL
  }
}
