variable "rate" {
  type = number
}
locals {
  paths = { for name in ["list", "get"] : "/${name}" => { get = { name = name } } }
}
resource "aws_api_gateway_rest_api" "this" {
  name = "orders"
  body = jsonencode({
    openapi = "3.0.1"
    info    = { title = "orders", version = "1.0" }
    paths = {
      for path, methods in local.paths : path => {
        for method, it in methods : method => {
          operationId = it.name
          x-amazon-apigateway-integration = {
            type       = "aws_proxy"
            httpMethod = "POST"
            uri        = aws_lambda_function.this[it.name].invoke_arn
            timeoutInMillis = var.rate
          }
        }
      }
    }
  })
}
resource "aws_lambda_function" "this" {
  for_each      = toset(["list", "get"])
  function_name = "orders-${each.key}"
}
resource "aws_api_gateway_deployment" "this" {
  rest_api_id = aws_api_gateway_rest_api.this.id
  triggers = {
    redeployment = sha1(jsonencode(aws_api_gateway_rest_api.this.body))
  }
  lifecycle {
    create_before_destroy = true
  }
  depends_on = [aws_lambda_function.this["list"]]
}
